import { setTimeout } from 'node:timers/promises';
import type { HubParts } from '../rpc/hub-parts.js';
import type { RunningJobs } from './run-jobs.js';
import type { Worker, WorkerContext } from '../ground/worker.js';

const PAUSE_AFTER_FAILURE = 1000;

/** Runs every registered worker until stopped. One that fails is logged and started again. */
export function startWorkers(parts: HubParts): RunningJobs {
  const stopped = new AbortController();
  const runs = parts.registry.workers.map((worker) =>
    keepRunning(worker, {
      config: parts.config,
      database: parts.database,
      log: parts.log.child({ worker: worker.name }),
      signals: parts.signals,
      metrics: parts.metrics,
      state: parts.states.read,
      stopping: stopped.signal,
    }),
  );
  return {
    async stop() {
      stopped.abort();
      await Promise.all(runs);
    },
  };
}

async function keepRunning(worker: Worker, context: WorkerContext): Promise<void> {
  const { stopping, log } = context;
  while (!stopping.aborted) {
    try {
      await worker.run(context);
      if (!stopping.aborted) log.error('a worker of the hub returned although the hub goes on');
    } catch (error) {
      log.error({ err: error }, 'a worker of the hub failed');
    }
    await setTimeout(PAUSE_AFTER_FAILURE, undefined, { signal: stopping }).catch(() => undefined);
  }
}
