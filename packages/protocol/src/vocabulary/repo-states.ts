/** States of a repo. */
export const REPO_STATES = {
  INIT: 0,
  READY: 1,
  EXPIRED: 2,
  DELETED: 3,
  PROBLEM: 4,
} as const;

/** A number of {@link REPO_STATES}. */
export type RepoState = (typeof REPO_STATES)[keyof typeof REPO_STATES];

/** How the packages of an external repo join those of a tag. */
export const REPO_MERGE_MODES = ['bare', 'koji', 'simple'] as const;

/** A word of {@link REPO_MERGE_MODES}. */
export type RepoMergeMode = (typeof REPO_MERGE_MODES)[number];
