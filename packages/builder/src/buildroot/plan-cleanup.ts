import { TASK_STATES } from '@kojikit/protocol';
import type { LocalRoot } from '../backends/backend.js';

/** What the hub knows of a buildroot that is no longer in use. */
export interface RetiredBuildroot {
  /** Seconds since 1970; `undefined` if the hub has none. */
  readonly retired: number | undefined;
  /** State of its task; `undefined` without a task. */
  readonly taskState: number | undefined;
}

export interface CleanupRules {
  /** Seconds after which the root's contents go. */
  readonly basicDelay: number;
  /** Seconds after which everything goes. */
  readonly finalDelay: number;
  /** Seconds for which the root of a failed task is kept whole. */
  readonly failedLifetime: number;
  /** The same for that of a canceled task; 0: no longer than others. */
  readonly canceledLifetime: number;
  readonly enoughSpace: boolean;
}

export type CleanupStep = 'keep' | 'clear' | 'remove';

/** Decides what happens to a root on disk that the hub does not count as active. */
export function planCleanup(
  root: LocalRoot,
  known: RetiredBuildroot | undefined,
  rules: CleanupRules,
  now: number,
): CleanupStep {
  // What the hub does not know may belong to another site: it is never touched.
  if (known?.retired === undefined) return 'keep';
  const sinceRetired = now - known.retired;
  if (sinceRetired < lifetimeOf(known.taskState, rules) && rules.enoughSpace) return 'keep';
  const sinceChange = root.changed === undefined ? sinceRetired : now - root.changed / 1000;
  const age = Math.min(sinceRetired, sinceChange);
  if (age > rules.finalDelay) return 'remove';
  return age > rules.basicDelay && root.changed !== undefined ? 'clear' : 'keep';
}

function lifetimeOf(taskState: number | undefined, rules: CleanupRules): number {
  if (taskState === TASK_STATES.FAILED) return rules.failedLifetime;
  return taskState === TASK_STATES.CANCELED ? rules.canceledLifetime : 0;
}
