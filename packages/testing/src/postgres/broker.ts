import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { NoPostgres, PostgresServer } from './postgres-server.js';
import { startPostgres } from './start-postgres.js';

/** What a broker tells: the server of this test run, and the prefix that its databases carry. */
export type BrokerAnswer = (PostgresServer & { prefix: string }) | NoPostgres;

export interface Broker {
  /** Where workers ask. */
  readonly path: string;
  /** Stops the server if it was ever asked for, or removes this run's databases from a server that is not ours. */
  close(): Promise<void>;
}

/**
 * Offers one PostgreSQL to all workers of a test run. The server is started when the first worker asks, so a run
 * without PostgreSQL tests does not pay for it.
 * @param given URL of a running server to use instead of starting one.
 */
export async function openBroker(given: string | undefined): Promise<Broker> {
  const folder = await mkdtemp(join(tmpdir(), 'kojikit-broker-'));
  const path =
    process.platform === 'win32' ? `\\\\.\\pipe\\${folder.replaceAll('\\', '-')}` : join(folder, 'socket');
  const prefix = databasePrefix();
  let starting: ReturnType<typeof startPostgres> | undefined;
  let asked = false;
  const server = createServer((socket) => {
    asked = true;
    const found = given === undefined ? (starting ??= startPostgres()) : Promise.resolve({ url: given });
    void found.then((answer) => {
      const message: BrokerAnswer = 'why' in answer ? answer : { url: answer.url, prefix };
      socket.end(`${JSON.stringify(message)}\n`);
    });
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(path, resolve));
  server.unref();
  return {
    path,
    async close() {
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await rm(folder, { recursive: true, force: true });
      const own = await starting;
      if (own !== undefined && 'stop' in own) await own.stop();
      else if (given !== undefined && asked) {
        // Most runs never get here, so they do not load the driver.
        const { dropDatabases } = await import('./databases.js');
        await dropDatabases(given, prefix);
      }
    },
  };
}

/** Asks the broker of this test run. */
export function askBroker(path: string): Promise<BrokerAnswer> {
  return new Promise((resolve) => {
    const socket = connect(path).once('error', (error) => resolve({ why: error.message }));
    createInterface({ input: socket })
      .once('line', (line) => resolve(JSON.parse(line) as BrokerAnswer))
      // The broker's reset arrives here as well.
      .on('error', () => undefined);
  });
}

/** Starts every database name of one test run, so that runs on one server do not meet. */
export function databasePrefix(): string {
  return `kojikit_test_${process.pid}_${Date.now().toString(36)}`;
}
