import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { asHub } from '../rpc/as-hub.js';
import type { HubParts } from '../rpc/hub-parts.js';
import type { Job } from '../ground/job.js';

export interface RunningJobs {
  /** Starts no further runs and waits for the one under way. */
  stop(): Promise<void>;
}

/**
 * Runs every registered job at its interval until stopped; with `Housekeeping` off, those that nobody else does. A job that
 * fails is logged and runs again next time.
 */
export function startJobs(parts: HubParts): RunningJobs {
  const stopped = new AbortController();
  const jobs = parts.registry.jobs.filter(({ always }) => always === true || parts.config.Housekeeping);
  const runs = jobs.map((job) => repeat(parts, job, stopped.signal));
  return {
    async stop() {
      stopped.abort();
      await Promise.all(runs);
    },
  };
}

async function repeat(parts: HubParts, job: Job, stopped: AbortSignal): Promise<void> {
  const log = parts.log.child({ job: job.name });
  while (!stopped.aborted) {
    // Listening starts before the run: what is announced meanwhile may have come too late for it.
    const next = parts.signals.wait([`job:${job.name}`], job.interval, stopped);
    const started = performance.now();
    await runJob(parts, job, log);
    const took = (performance.now() - started) / 1000;
    await Promise.all([next, pause(pauseAfter(job, took), stopped)]);
  }
}

/* Seconds that a job leaves to others when a run has taken some. */
function pauseAfter({ interval, share = 1 }: Job, took: number): number {
  return Math.min(took * (1 / share - 1), interval);
}

async function pause(seconds: number, stopped: AbortSignal): Promise<void> {
  if (seconds > 0) await sleep(seconds * 1000, undefined, { signal: stopped }).catch(() => undefined);
}

/**
 * Runs a job once, in a transaction of its own under the job's named lock. Does nothing when another hub process
 * holds the lock.
 */
export async function runJob(parts: HubParts, job: Job, log: Logger = parts.log): Promise<void> {
  try {
    await asHub(
      parts,
      `job ${job.name}`,
      async (ctx) => {
        if (await ctx.db.lock(`kojikit-job-${job.name}`, { wait: false })) await job.run(ctx);
      },
      log,
    );
  } catch (error) {
    log.error({ err: error }, 'a job of the hub failed');
  }
}
