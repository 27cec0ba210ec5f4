import type { JobContext } from './job-context.js';

/**
 * Work that the hub does by itself now and then. One hub process at a time runs a job: it holds the named lock
 * `kojikit-job-<name>` while it does.
 */
export interface Job {
  readonly name: string;
  /** Seconds between two runs. */
  readonly interval: number;
  run(context: JobContext): Promise<void>;
}
