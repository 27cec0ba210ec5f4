import cluster from 'node:cluster';
import { databaseOptions } from '../config/index.js';
import { parseListen } from '../http/listen-address.js';
import { serve } from '../http/server.js';
import { createHub } from '../hub.js';
import { installedPages } from '../plugins/installed-pages.js';
import { configured } from './configured.js';
import { UsageError } from './usage-error.js';

/** `koji-hub serve`: answers calls until SIGINT or SIGTERM, then finishes what is under way. */
export async function serveCommand(
  file: string | undefined,
  listen: string | undefined,
  workers: string | undefined,
): Promise<number> {
  const config = await configured(file);
  const count = workers === undefined ? config.Workers : Number(workers);
  if (!Number.isInteger(count) || count < 1)
    throw new UsageError(`--workers takes a number from 1 on, not '${workers}'`);
  if (count > 1 && databaseOptions(config).kind === 'sqlite') {
    throw new UsageError('several workers need PostgreSQL: SQLite has one writer');
  }
  if (count > 1 && cluster.isPrimary) return superviseWorkers(count);

  const hub = await createHub({ config, plugins: await installedPages() });
  const server = await serve(hub, parseListen(listen ?? config.Listen));
  hub.start();
  if (!cluster.isWorker || cluster.worker?.id === 1)
    process.stdout.write(`koji-hub answers at ${server.url}/kojihub\n`);
  await stopSignal();
  await server.close();
  await hub.close();
  return 0;
}

/* A worker that dies is replaced; one that dies at once, three times in a row, ends the hub: it cannot start. */
async function superviseWorkers(count: number): Promise<number> {
  let stopping = false;
  let early = 0;
  for (let number = 0; number < count; number += 1) cluster.fork();
  const started = new Map<number, number>();
  cluster.on('fork', (worker) => started.set(worker.id, Date.now()));
  const gaveUp = new Promise<number>((resolve) => {
    cluster.on('exit', (worker) => {
      if (stopping) return;
      early = Date.now() - (started.get(worker.id) ?? 0) < 5000 ? early + 1 : 0;
      if (early >= 3) resolve(1);
      else cluster.fork();
    });
  });
  const code = await Promise.race([stopSignal().then(() => 0), gaveUp]);
  stopping = true;
  const left = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
  await Promise.all(
    left.map(
      (worker) =>
        new Promise<void>((resolve) => worker.once('exit', () => resolve()).process.kill('SIGTERM')),
    ),
  );
  return code;
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}
