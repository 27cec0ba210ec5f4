import { GenericError } from '@kojikit/protocol';
import { CallerMistake } from '../../rpc/caller-mistake.js';
import type { Reader } from '../../rpc/reader.js';
import { isChecksumKind, type ChecksumKind } from '../checksum.js';
import { faultText } from '../../rpc/fault-text.js';
import { pythonStr } from '../../rpc/python-names.js';

/** A name that is shown as Koji's language shows it, whatever it is. */
export const asText: Reader<string, string> = pythonStr;

/** The contents of a chunk, out of base64. */
export const contents: Reader<Uint8Array, string | Uint8Array> = (value) => {
  if (value instanceof Uint8Array) return value;
  if (typeof value !== 'string') throw new CallerMistake('data must be base64 text');
  const compact = value.replace(/\s+/g, '');
  if (compact.length % 4 !== 0) throw new Error('Incorrect padding');
  return Buffer.from(compact, 'base64');
};

/** A kind of checksum; an empty text is none. Throws GenericError `Unsupported verify type: <name>`. */
export const checksumKind: Reader<ChecksumKind | null, string> = (value) => {
  if (value === null || value === undefined || value === '') return null;
  if (isChecksumKind(value)) return value;
  throw new GenericError(faultText`Unsupported verify type: ${value}`);
};

/** What a chunk or a file must add up to. */
export interface Digest {
  readonly kind: ChecksumKind | null;
  readonly hex: unknown;
}

/** A digest, MD5 when it comes without the name of its kind. */
export const digest: Reader<Digest, string | readonly [kind: string, hex: string]> = (value) => {
  if (typeof value === 'string') return { kind: 'md5', hex: value };
  if (Array.isArray(value) && value.length === 2) return { kind: checksumKind(value[0]), hex: value[1] };
  throw new CallerMistake('a checksum is a digest or a pair of algorithm and digest');
};
