import { CHECKSUM_TYPES, GenericError } from '@kojikit/protocol';
import { CallerMistake } from '../../rpc/caller-mistake.js';
import { expectPlain, isTrue, isWholeNumber, type WholeNumber } from '../../rpc/convert.js';
import type { Reader } from '../../rpc/reader.js';
import { isOneOf } from '../../is-one-of.js';
import { keysOf } from '../../keys-of.js';
import { faultText } from '../../rpc/fault-text.js';

/** The name of a checksum that the hub knows. */
export type ChecksumName = keyof typeof CHECKSUM_TYPES;

const CHECKSUM_NAMES = keysOf(CHECKSUM_TYPES);

/** Reads the name of a checksum. Throws GenericError `Checksum_type <name> isn't supported`. */
export const checksumName: Reader<ChecksumName, string> = (value) => {
  const name = expectPlain(value);
  if (isOneOf(CHECKSUM_NAMES, name)) return name;
  throw new GenericError(faultText`Checksum_type ${name} isn't supported`);
};

/** Reads names of checksums; what counts as nothing is null. Throws GenericError `checksum_type must be a list`. */
export const checksumNames: Reader<ChecksumName[] | null, string[] | null> = (value) => {
  if (!isTrue(value)) return null;
  if (!Array.isArray(value)) throw new GenericError('checksum_type must be a list');
  return value.map(checksumName);
};

/** The id of an RPM whose checksums are wanted. Throws GenericError `rpm_id must be an integer`. */
export const rpmId: Reader<WholeNumber, number> = (value) => {
  if (typeof value === 'boolean') throw new CallerMistake('an rpm id must be a number, not a boolean');
  if (!isWholeNumber(value)) throw new GenericError('rpm_id must be an integer');
  return value;
};
