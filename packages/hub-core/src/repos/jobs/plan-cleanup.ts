import { REPO_STATES, TASK_STATES } from '@kojikit/protocol';
import type { RepoInfo } from '../types.js';

/** Seconds. The defaults are those of Koji's kojira. */
export interface RepoLifetimes {
  /** How long a repo that is out of date stays ready. */
  readonly ready: number;
  readonly dist: number;
  /** How long an expired or broken repo stays on disk. */
  readonly expired: number;
  /** How long making a repo may take. */
  readonly init: number;
}

export const REPO_LIFETIMES: RepoLifetimes = {
  ready: 7 * 24 * 3600,
  dist: 7 * 24 * 3600,
  expired: 7 * 24 * 3600,
  init: 7200,
};

export type ManagedRepo = Pick<
  RepoInfo,
  | 'id'
  | 'tag_id'
  | 'tag_name'
  | 'state'
  | 'dist'
  | 'create_event'
  | 'end_event'
  | 'custom_opts'
  | 'creation_ts'
  | 'state_ts'
  | 'task_state'
>;

/** What may be done about repos. `expire` and `remove` still need a look at who uses the repo. */
export interface CleanupPlan {
  /** Could not be made. */
  readonly problem: readonly ManagedRepo[];
  readonly expire: readonly ManagedRepo[];
  readonly remove: readonly ManagedRepo[];
}

/** Which repos have had their time. Current repos with the options of their tag stay whatever their age. */
export function planCleanup(
  repos: readonly ManagedRepo[],
  now: number,
  lifetimes: RepoLifetimes = REPO_LIFETIMES,
): CleanupPlan {
  const age = (repo: ManagedRepo) => now - repo.state_ts.value;
  return {
    problem: repos.filter(
      (repo) =>
        repo.state === REPO_STATES.INIT &&
        (now - repo.creation_ts.value > lifetimes.init ||
          repo.task_state === TASK_STATES.CANCELED ||
          repo.task_state === TASK_STATES.FAILED),
    ),
    expire: repos.filter(
      (repo) =>
        repo.state === REPO_STATES.READY &&
        (repo.end_event !== null || hasOwnOptions(repo)) &&
        age(repo) > (repo.dist ? lifetimes.dist : lifetimes.ready),
    ),
    remove: repos.filter(
      (repo) =>
        (repo.state === REPO_STATES.EXPIRED || repo.state === REPO_STATES.PROBLEM) &&
        age(repo) >= lifetimes.expired,
    ),
  };
}

/** Whether somebody asked for options that differ from the tag's. */
export function hasOwnOptions(repo: Pick<RepoInfo, 'custom_opts'>): boolean {
  return Object.keys(repo.custom_opts ?? {}).length > 0;
}
