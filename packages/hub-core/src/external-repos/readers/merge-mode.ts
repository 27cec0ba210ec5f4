import { GenericError, REPO_MERGE_MODES, type RepoMergeMode } from '@kojikit/protocol';
import { plain } from '../../readers/index.js';
import type { Reader } from '../../rpc/reader.js';
import { faultText } from '../../rpc/fault-text.js';

/** How the packages of an external repo are merged; nil is null. Throws GenericError `No such merge mode: <value>`. */
export const mergeMode: Reader<RepoMergeMode | null, string | null> = (value) => {
  if (value === null || value === undefined) return null;
  const given = plain(value);
  const mode = REPO_MERGE_MODES.find((known) => known === given);
  if (mode === undefined) throw new GenericError(faultText`No such merge mode: ${value}`);
  return mode;
};
