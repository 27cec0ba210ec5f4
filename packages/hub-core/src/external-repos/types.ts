import type { RepoMergeMode } from '@kojikit/protocol';

/** A repo from elsewhere. */
export interface ExternalRepo {
  id: number;
  name: string;
  /** Ends with a slash; may hold `$arch`. */
  url: string;
}

/** A repo from elsewhere as a tag uses it. */
export interface TagExternalRepo {
  external_repo_id: number;
  external_repo_name: string;
  priority: number;
  tag_id: number;
  tag_name: string;
  url: string;
  merge_mode: RepoMergeMode;
  /** Arches separated by blanks; null for all. */
  arches: string | null;
}
