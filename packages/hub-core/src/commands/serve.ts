import cluster from 'node:cluster';
import { stopSignal, UsageError } from '@kojikit/command-line';
import { databaseOptions, type HubConfig } from '../config/index.js';
import { parseListen, type Listen } from '../http/listen-address.js';
import { serve } from '../http/server.js';
import { createHub, type Hub } from '../hub.js';
import { createLog } from '../log.js';
import { installedPages } from '../plugins/installed-pages.js';
import { compileSooner } from './compile-sooner.js';
import { configured } from './configured.js';
import { poolerDoubts } from './pooler-doubts.js';
import { superviseWorkers } from './workers/supervise.js';
import { WorkerChannel } from './workers/worker-channel.js';

/** Milliseconds that jobs and the database have to end after the last answer. */
const END_WITHIN = 5000;

/**
 * `koji-hub serve`: answers calls until SIGINT or SIGTERM, and `DrainTime` longer while `/readyz` says that it ends, then
 * finishes what is under way within seconds. A second signal ends it at once.
 */
export async function serveCommand(
  file: string | undefined,
  listen: string | undefined,
  workers: string | undefined,
): Promise<number> {
  compileSooner();
  const channel = cluster.isWorker ? new WorkerChannel() : undefined;
  try {
    const config = await configured(file);
    const address = parseListen(listen ?? config.Listen);
    const count = workers === undefined ? config.Workers : Number(workers);
    if (!Number.isInteger(count) || count < 1)
      throw new UsageError(`--workers takes a number from 1 on, not '${workers}'`);
    if (count > 1 && databaseOptions(config).kind === 'sqlite') {
      throw new UsageError('several workers need PostgreSQL: SQLite has one writer');
    }
    if (count > 1 && channel === undefined)
      return await superviseWorkers(count, createLog(config), config.DrainTime);
    await answerUntilStopped(config, address, channel);
    return 0;
  } finally {
    channel?.close();
  }
}

async function answerUntilStopped(
  config: HubConfig,
  address: Listen,
  channel: WorkerChannel | undefined,
): Promise<void> {
  const hub = await createHub({ config, plugins: await installedPages() });
  let code = 1;
  try {
    // What one worker has counted says little: it shows the numbers of all.
    const shown = channel === undefined ? hub : { ...hub, metrics: () => channel.metrics() };
    const server = await serve(shown, address);
    hub.start();
    void warnOfPooler(hub);
    const stopped = Promise.race([stopSignal(), ...(channel === undefined ? [] : [channel.stop])]);
    if (channel === undefined) process.stdout.write(`koji-hub answers at ${server.url}/kojihub\n`);
    else channel.answers(hub, server.url);
    await stopped;
    if (config.DrainTime > 0) await server.drain(config.DrainTime);
    await server.close();
    code = 0;
  } finally {
    // What has not ended by itself then is cut off: transactions roll back, and jobs run again with the next start.
    setTimeout(() => process.exit(code), END_WITHIN).unref();
    await hub.close();
  }
}

/* Beside the calls: it takes seconds to hear nothing. */
async function warnOfPooler({ config, log }: Hub): Promise<void> {
  try {
    for (const doubt of await poolerDoubts(config)) log.warn(doubt);
  } catch (error) {
    log.debug({ err: error }, 'whether notifications of the database arrive could not be tried');
  }
}
