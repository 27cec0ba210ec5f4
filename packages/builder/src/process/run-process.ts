import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { killGroup } from './process-records.js';
import type { ProcessRecords } from './process-records.js';
import type { ExitStatus } from './exit-status.js';

/** Seconds between asking a process group to end and killing it. */
const GRACE = 5;

export interface ProcessOptions {
  /** Descriptor that takes stdout and stderr; left out: they are thrown away. */
  readonly output?: number;
  readonly cwd?: string;
  /** The whole environment; default is the daemon's own. */
  readonly env?: NodeJS.ProcessEnv;
  /** Ends the process group when it fires. The promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  readonly records?: ProcessRecords;
  /** Seconds between SIGTERM and SIGKILL when `signal` fires; default 5. */
  readonly grace?: number;
}

/**
 * Runs a program in a process group of its own, and ends what is left of the group when the program ends.
 * Rejects if the program cannot be started.
 */
export async function runProcess(
  command: readonly string[],
  options: ProcessOptions = {},
): Promise<ExitStatus> {
  const { signal, output = 'ignore', records } = options;
  signal?.throwIfAborted();
  const [program, ...args] = command;
  if (program === undefined) throw new TypeError('an empty command line');
  const child = spawn(program, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    detached: true,
    stdio: ['ignore', output, output],
  });
  const ended = new Promise<ExitStatus>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, name) => {
      resolve({ code: code ?? undefined, signal: name ? constants.signals[name] : undefined });
    });
  });
  const pid = child.pid;
  if (pid === undefined) return ended;

  let killer: NodeJS.Timeout | undefined;
  const stop = (): void => {
    killGroup(pid, 'SIGTERM');
    killer = setTimeout(() => killGroup(pid, 'SIGKILL'), (options.grace ?? GRACE) * 1000);
  };
  signal?.addEventListener('abort', stop, { once: true });
  try {
    await records?.add(pid);
    const status = await ended;
    signal?.throwIfAborted();
    return status;
  } finally {
    signal?.removeEventListener('abort', stop);
    clearTimeout(killer);
    killGroup(pid, 'SIGKILL');
    await records?.remove(pid);
  }
}
