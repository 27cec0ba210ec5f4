import { spawn } from 'node:child_process';
import type { ChildProcess, StdioOptions } from 'node:child_process';
import { constants } from 'node:os';
import type { Readable, Writable } from 'node:stream';
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

/** A program at work whose streams the caller reads and writes. */
export interface PipedProcess {
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Resolves when the program has ended. */
  readonly ended: Promise<ExitStatus>;
}

/**
 * Runs a program in a process group of its own, and ends what is left of the group when the program ends.
 * Rejects if the program cannot be started.
 */
export async function runProcess(
  command: readonly string[],
  options: ProcessOptions = {},
): Promise<ExitStatus> {
  const { output = 'ignore' } = options;
  return manage(command, ['ignore', output, output], options, (child, ended) => ended);
}

/**
 * The same for a program that is talked to while it runs. When `work` has ended, well or not, so does what is left of
 * the group.
 */
export async function pipeProcess<Result>(
  command: readonly string[],
  work: (child: PipedProcess) => Promise<Result>,
  options: Omit<ProcessOptions, 'output'> = {},
): Promise<Result> {
  return manage(command, ['pipe', 'pipe', 'pipe'], options, ({ stdin, stdout, stderr }, ended) => {
    if (!stdin || !stdout || !stderr) throw new Error(`${command[0] ?? ''} was started without pipes`);
    // Whoever writes to a program that is gone learns it from how it ended.
    stdin.on('error', () => undefined);
    return work({ stdin, stdout, stderr, ended });
  });
}

async function manage<Result>(
  command: readonly string[],
  stdio: StdioOptions,
  options: ProcessOptions,
  work: (child: ChildProcess, ended: Promise<ExitStatus>) => Promise<Result>,
): Promise<Result> {
  const { signal, records } = options;
  signal?.throwIfAborted();
  const [program, ...args] = command;
  if (program === undefined) throw new TypeError('an empty command line');
  const child = spawn(program, args, {
    cwd: options.cwd,
    env: { ...(options.env ?? process.env), ...records?.mark },
    detached: true,
    stdio,
  });
  const ended = new Promise<ExitStatus>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, name) => {
      resolve({ code: code ?? undefined, signal: name ? constants.signals[name] : undefined });
    });
  });
  // Work that fails first would leave it to nobody.
  ended.catch(() => undefined);
  const pid = child.pid;
  if (pid === undefined) {
    await ended;
    throw new Error(`${program} could not be started`);
  }

  let killer: NodeJS.Timeout | undefined;
  const stop = (): void => {
    killGroup(pid, 'SIGTERM');
    killer = setTimeout(() => killGroup(pid, 'SIGKILL'), (options.grace ?? GRACE) * 1000);
  };
  signal?.addEventListener('abort', stop, { once: true });
  try {
    records?.add(pid);
    const result = await work(child, ended);
    signal?.throwIfAborted();
    return result;
  } finally {
    signal?.removeEventListener('abort', stop);
    clearTimeout(killer);
    killGroup(pid, 'SIGKILL');
    await records?.remove(pid);
  }
}
