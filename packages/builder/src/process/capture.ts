import { open, readFile, rm } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProcess } from './run-process.js';
import type { ExitStatus } from './exit-status.js';
import type { ProcessOptions } from './run-process.js';

export interface Captured {
  readonly status: ExitStatus;
  /** What the program wrote to stdout and stderr. */
  readonly output: string;
}

/** Runs a program and returns what it printed. A program that is not installed gives status 127. */
export async function capture(
  command: readonly string[],
  options: Omit<ProcessOptions, 'output'> = {},
): Promise<Captured> {
  // A file rather than a pipe: a grandchild that keeps the pipe open would keep the caller waiting.
  const path = join(tmpdir(), `kojid-${randomUUID()}`);
  const file = await open(path, 'wx', 0o600);
  try {
    const status = await runProcess(command, { ...options, output: file.fd });
    return { status, output: await readFile(path, 'utf8') };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return { status: { code: 127, signal: undefined }, output: `${command[0]} is not installed` };
  } finally {
    await file.close();
    await rm(path, { force: true });
  }
}
