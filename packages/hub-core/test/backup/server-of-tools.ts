import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { DatabaseConnection } from '../../src/index.js';
import { freePort } from '../free-port.js';

const VERSIONS = '/usr/lib/postgresql';
const PASSWORD = 'of-the-server';

let server: Promise<number> | undefined;
let made = 0;

/** Why there is no server of the same version as `pg_dump`, or undefined: the one that other tests use may be a later one. */
export function missingServer(): string | undefined {
  return binaries() === undefined
    ? 'PostgreSQL with its server and client programs is not installed'
    : undefined;
}

/** An empty database on a server of the installed version, which ends with the test file. */
export async function databaseOfTools(): Promise<DatabaseConnection> {
  const port = await (server ??= start());
  const name = `backup_${++made}`;
  const address = `postgresql://hub:${PASSWORD}@127.0.0.1:${port}`;
  execFileSync(join(binaries()!, 'psql'), [
    '--quiet',
    '--command',
    `CREATE DATABASE ${name}`,
    `${address}/postgres`,
  ]);
  return { kind: 'postgresql', url: `${address}/${name}` };
}

function binaries(): string | undefined {
  const versions = existsSync(VERSIONS)
    ? readdirSync(VERSIONS)
        .map(Number)
        .sort((a, b) => b - a)
    : [];
  return versions
    .map((version) => join(VERSIONS, String(version), 'bin'))
    .find((folder) =>
      ['initdb', 'postgres', 'pg_dump', 'psql'].every((name) => existsSync(join(folder, name))),
    );
}

async function start(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'kojikit-server-'));
  const account = ownAccount();
  if (account.uid !== undefined) chownSync(folder, account.uid, account.gid ?? account.uid);
  const data = join(folder, 'data');
  writeFileSync(join(folder, 'password'), PASSWORD);
  const options = {
    ...account,
    cwd: folder,
    stdio: 'ignore' as const,
  };
  execFileSync(
    join(binaries()!, 'initdb'),
    [
      '--pgdata',
      data,
      '--username=hub',
      '--auth=scram-sha-256',
      `--pwfile=${join(folder, 'password')}`,
      '--no-sync',
      '--encoding=UTF8',
      '--locale=C',
    ],
    options,
  );
  const port = await freePort();
  const settings = [
    'fsync=off',
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    `port=${port}`,
    'logging_collector=off',
    'log_min_messages=panic',
  ];
  const child = spawn(
    join(binaries()!, 'postgres'),
    ['-D', data, ...settings.flatMap((one) => ['-c', one])],
    {
      ...options,
      stdio: 'ignore',
    },
  );
  process.once('exit', () => child.kill('SIGQUIT'));
  const ended = once(child, 'exit');
  afterAll(async () => {
    child.kill('SIGINT');
    await ended;
    server = undefined;
    rmSync(folder, { recursive: true, force: true });
  });
  const ready = () => {
    try {
      execFileSync(join(binaries()!, 'pg_isready'), ['--quiet', '--host=127.0.0.1', `--port=${port}`]);
      return true;
    } catch {
      return false;
    }
  };
  while (!ready()) {
    if (child.exitCode !== null) throw new Error(`the server has ended with ${child.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return port;
}

/* The server refuses to run as root. */
function ownAccount(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (kind: string) => Number(execFileSync('id', [kind, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}
