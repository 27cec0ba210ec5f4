import { REPO_STATES, TASK_STATES } from '@kojikit/protocol';
import type { HubConfig } from '../../config/index.js';
import type { RepoInfo } from '../types.js';

/** The options of hub.conf that say when a repo has had its time, in seconds. */
export type RepoLifetimes = Pick<
  HubConfig,
  'RepoLifetime' | 'DistRepoLifetime' | 'ExpiredRepoLifetime' | 'RepoInitTimeout'
>;

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
  lifetimes: RepoLifetimes,
): CleanupPlan {
  const age = (repo: ManagedRepo) => now - repo.state_ts.value;
  return {
    problem: repos.filter(
      (repo) =>
        repo.state === REPO_STATES.INIT &&
        (now - repo.creation_ts.value > lifetimes.RepoInitTimeout ||
          repo.task_state === TASK_STATES.CANCELED ||
          repo.task_state === TASK_STATES.FAILED),
    ),
    expire: repos.filter(
      (repo) =>
        repo.state === REPO_STATES.READY &&
        (repo.end_event !== null || hasOwnOptions(repo)) &&
        age(repo) > (repo.dist ? lifetimes.DistRepoLifetime : lifetimes.RepoLifetime),
    ),
    remove: repos.filter(
      (repo) =>
        (repo.state === REPO_STATES.EXPIRED || repo.state === REPO_STATES.PROBLEM) &&
        age(repo) >= lifetimes.ExpiredRepoLifetime,
    ),
  };
}

/** Whether somebody asked for options that differ from the tag's. */
export function hasOwnOptions(repo: Pick<RepoInfo, 'custom_opts'>): boolean {
  return Object.keys(repo.custom_opts ?? {}).length > 0;
}
