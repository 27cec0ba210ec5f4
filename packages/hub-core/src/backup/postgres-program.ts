import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { dictionary } from '@kojikit/protocol';
import type { PostgresOptions } from '../db/postgres/postgres-options.js';
import { errorCode } from '../error-facts.js';

/** The programs of PostgreSQL that backups are made and restored with. */
export type ProgramName = 'pg_dump' | 'pg_restore' | 'psql';

/** Characters that are kept of what a program complains about. */
const MOST_WORDS = 2000;

/** A running program of PostgreSQL. */
export interface PostgresProgram {
  readonly child: ChildProcess;
  /** Resolves when it has ended well. Rejects with what it said otherwise. */
  readonly done: Promise<void>;
}

/** How a program of PostgreSQL reaches a database: arguments that hold no secret, and the environment, which does. */
export interface ProgramAddress {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** The address of a database for PostgreSQL's programs. The password is in the environment, never in an argument. */
export function programAddress(options: PostgresOptions): ProgramAddress {
  const { host, port, user, database } = options;
  const env = dictionary<string>();
  const set = (name: string, value: string | number | undefined) => {
    if (value !== undefined && value !== '') env[name] = String(value);
  };
  set('PGHOST', host);
  set('PGPORT', port);
  set('PGUSER', user);
  set('PGDATABASE', database);
  set('PGPASSWORD', options.password);
  if (options.url === undefined) return { args: ['--no-password'], env };
  const url = new URL(options.url);
  set('PGPASSWORD', decodeURIComponent(url.password) || (url.searchParams.get('password') ?? ''));
  url.password = '';
  url.searchParams.delete('password');
  return { args: ['--no-password', `--dbname=${url.href}`], env };
}

/** How a program is started. */
export interface StartOptions {
  readonly env?: ProgramAddress['env'];
  readonly stdio?: StdioOptions;
  /** Ends the program when it is aborted; `done` rejects then. */
  readonly signal?: AbortSignal | undefined;
}

/** Starts a program, without a shell, and out of reach of a Ctrl-C: how it ends is decided here. */
export function startProgram(
  name: ProgramName,
  args: readonly string[],
  { env = {}, stdio = ['ignore', 'ignore', 'pipe'], signal }: StartOptions = {},
): PostgresProgram {
  const child = spawn(name, [...args], {
    stdio,
    env: { ...process.env, LC_ALL: 'C', ...env },
    detached: true,
    ...(signal && { signal }),
  });
  let words = '';
  child.stderr?.on('data', (data: Buffer) => (words = `${words}${data.toString()}`.slice(0, MOST_WORDS)));
  const done = new Promise<void>((resolve, reject) => {
    child.once('error', (error) => reject(errorCode(error) === 'ENOENT' ? missing(name, error) : error));
    child.once('close', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`${name} failed: ${words.trim() || (signal ?? `exit code ${code}`)}`));
    });
  });
  // Whoever waits for it hears of it all the same.
  done.catch(() => undefined);
  return { child, done };
}

/** Runs a program to its end. Throws an Error with what it said when it fails. */
export function runProgram(...args: Parameters<typeof startProgram>): Promise<void> {
  return startProgram(...args).done;
}

/** The major version of an installed program. Throws an error that says what to install when it is missing. */
export async function versionOf(name: ProgramName): Promise<number> {
  const { child, done } = startProgram(name, ['--version'], { stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  child.stdout?.on('data', (data: Buffer) => (text += data.toString()));
  await done;
  const found = /\(PostgreSQL\) (\d+)/.exec(text);
  if (found === null)
    throw new Error(`${name} --version says '${text.trim()}', which is no version of PostgreSQL`);
  return Number(found[1]);
}

function missing(name: ProgramName, cause: Error): Error {
  return new Error(
    `${name} is not installed: it comes with the client programs of PostgreSQL (postgresql-client in Debian, postgresql in Fedora)`,
    { cause },
  );
}
