import { GenericError, type BuildReference } from '@kojikit/protocol';
import { newBuildInfo, type NewBuild } from '../../builds/index.js';
import { buildRef, type BuildRef } from '../../readers/index.js';
import { isStruct, isTrue } from '../../rpc/convert.js';
import { pythonType } from '../../rpc/python-names.js';
import type { Reader } from '../../rpc/reader.js';

/** A build that is to get a type, and what it is made of when it is not there. */
export interface ImportRef {
  readonly build: BuildRef;
  /**
   * Reads what a new build needs, which nobody asks of one that is there. Throws GenericError `Draft build not supported`,
   * `Invalid type for build_info: <type>` or `Build info doesn't have mandatory '<member>' key`.
   */
  readonly asNew: () => NewBuild;
}

/** Reads a `build_info`. Throws as {@link buildRef}. */
export const importRef: Reader<ImportRef, BuildReference> = (value) => ({
  build: buildRef(value),
  asNew: () => {
    if (!isStruct(value)) throw new GenericError(`Invalid type for build_info: ${pythonType(value)}`);
    if (isTrue(value['draft'])) throw new GenericError('Draft build not supported');
    return newBuildInfo(value);
  },
});
