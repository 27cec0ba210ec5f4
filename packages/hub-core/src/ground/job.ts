import type { Context } from './context.js';

/** A job runs as the hub itself: with a context of its own, whose transaction is committed when the job returns. */
export type JobContext = Context;

/**
 * Work that the hub does by itself now and then. One hub process at a time runs a job: it holds the named lock
 * `kojikit-job-<name>` while it does.
 */
export interface Job {
  readonly name: string;
  /** Seconds between two runs. */
  readonly interval: number;
  /**
   * The part of the time, above 0 and at most 1, that runs may take which are announced one after the other: the next waits
   * until this one has been paused for accordingly. Default: 1, without a pause.
   */
  readonly share?: number;
  /** It is also done where `Housekeeping` is off, since nothing of Koji's does it. Default: false. */
  readonly always?: boolean;
  run(context: JobContext): Promise<void>;
}
