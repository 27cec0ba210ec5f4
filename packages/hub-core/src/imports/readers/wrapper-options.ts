import type { BuilderOptions } from '@kojikit/protocol';
import { struct, truth, type Members } from '../../readers/index.js';
import type { Reader } from '../../rpc/reader.js';

/** Options of a task that wraps a build in RPMs. */
export interface WrapperOptions {
  /** Whether the RPMs do not become part of the build itself: for scratch, or for a build of their own. */
  readonly apart: boolean;
  /** What the task gets. */
  readonly given: Members;
}

/** Reads {@link WrapperOptions}. Old clients name a repo in `repo_id`; the task finds it itself. */
export const wrapperOptions: Reader<WrapperOptions, BuilderOptions> = (value) => {
  const { repo_id: ignored, ...given } = struct(value);
  return { apart: truth(given['scratch']) || truth(given['create_build']), given };
};
