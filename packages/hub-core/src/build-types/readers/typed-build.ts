import type { BuildReference } from '@kojikit/protocol';
import { buildRef, comparedInteger, type BuildRef, type Members } from '../../readers/index.js';
import { CallerMistake } from '../../rpc/caller-mistake.js';
import { isStruct } from '../../rpc/convert.js';
import type { Reader } from '../../rpc/reader.js';

/** A build as a caller knows it already, so that it need not be looked up. */
export interface KnownBuild {
  readonly id: number | null;
  readonly extra: Members | null;
}

/** Reads what a build is named by, or the build itself: a struct with `id` and `extra`. */
export const namedOrKnownBuild: Reader<BuildRef | KnownBuild, BuildReference> = (value) => {
  if (!isStruct(value) || !('extra' in value && 'id' in value)) return buildRef(value);
  const { id, extra } = value;
  return { id: comparedInteger(id), extra: isStruct(extra) ? extra : null };
};

/** The build that a builder works on: a struct with its id. */
export const buildWithId: Reader<{ readonly id: number }, { readonly id: number }> = (value) => {
  if (!isStruct(value) || typeof value['id'] !== 'number')
    throw new CallerMistake('a build with its id is needed');
  return { id: value['id'] };
};
