import { ParameterError } from '@kojikit/protocol';
import { comparedText } from '../../readers/index.js';
import { CallerMistake } from '../../rpc/caller-mistake.js';
import { isStruct, toInteger } from '../../rpc/convert.js';
import type { Reader } from '../../rpc/reader.js';

/** What a release is counted for. A member that is null finds no build. */
export interface ReleasedVersion {
  readonly name: string | null;
  readonly version: string | null;
}

/** Reads a struct with `name` and `version`; further members do not count. */
export const releasedVersion: Reader<ReleasedVersion, ReleasedVersion> = (value) => {
  if (!isStruct(value) || !('name' in value && 'version' in value)) {
    throw new CallerMistake('a struct with name and version is needed');
  }
  return { name: comparedText(value['name']), version: comparedText(value['version']) };
};

/** By how much a release is counted up. Throws ParameterError `incr parameter must be an integer`. */
export const increment: Reader<number, number> = (value) => {
  try {
    return toInteger(value);
  } catch (cause) {
    throw new ParameterError('incr parameter must be an integer', { cause });
  }
};
