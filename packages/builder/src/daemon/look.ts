import type { OneTaskOutcome } from './one-task-outcome.js';

/** What came of one look at the hub. */
export interface Look {
  /** A task was taken: the next look follows at once. */
  readonly taken: boolean;
  /** It has led to something. */
  readonly useful: boolean;
  /** Seconds to the next look at most; default: `sleeptime`. */
  readonly longest?: number;
  /** Why the daemon ends now. */
  readonly outcome?: 'restart' | OneTaskOutcome;
}
