import { spawn, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const SOURCE = ['--conditions=@kojikit/source', '--import', 'tsx'];

export interface Ended {
  readonly code: number | null;
  /** What it printed on standard output. */
  readonly output: string;
  /** What it printed on standard error. */
  readonly errors: string;
}

export interface Run {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** The program of a package of this repository, as its source. */
export function programOf(packageName: string): string {
  return join(dirname(createRequire(import.meta.url).resolve(`${packageName}/package.json`)), 'src/bin.ts');
}

/** Runs a program of this repository from its source. */
export function runSource(
  program: string,
  args: readonly string[],
  { umask }: { readonly umask?: number } = {},
): Run {
  const first = umask === undefined ? [] : ['--import', `data:text/javascript,process.umask(${umask})`];
  const child = spawn(process.execPath, [...first, ...SOURCE, program, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
  const ended = new Promise<Ended>((resolve) =>
    child.once('close', (code) => resolve({ code, output, errors })),
  );
  return { child, ended };
}
