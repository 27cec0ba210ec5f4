import { GenericError, type BuildReference } from '@kojikit/protocol';
import { CallerMistake } from '../rpc/caller-mistake.js';
import { isStruct, isWholeNumber, type WholeNumber } from '../rpc/convert.js';
import { columnText } from '../rpc/database-values.js';
import { pythonType } from '../rpc/python-names.js';
import type { Reader } from '../rpc/reader.js';

/** What a caller names a build by: its id, `name-version-release`, or a struct with the three. */
export type BuildRef = WholeNumber | string | BuildParts;

/** A build's name, version and release apart; one that is null finds nothing. */
export interface BuildParts {
  readonly name: string | null;
  readonly version: string | null;
  readonly release: string | null;
}

/**
 * Reads what a build is named by. Throws GenericError `did not provide name, version, and release` for a struct without
 * them and `Invalid type for argument: <type>` for anything else.
 */
export const buildRef: Reader<BuildRef, BuildReference> = (value) => {
  if (typeof value === 'string' || isWholeNumber(value)) return value;
  if (typeof value === 'boolean') throw new CallerMistake('a build id must be a number, not a boolean');
  if (!isStruct(value)) throw new GenericError(`Invalid type for argument: ${pythonType(value)}`);
  if (!('name' in value && 'version' in value && 'release' in value)) {
    throw new GenericError('did not provide name, version, and release');
  }
  return {
    ...value,
    name: columnText(value['name']),
    version: columnText(value['version']),
    release: columnText(value['release']),
  };
};
