import { open, readFile, rm } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProcess } from './run-process.js';
import type { ExitStatus } from './exit-status.js';
import type { ProcessOptions } from './run-process.js';
import { isSystemError } from './system-error.js';

/** Bytes that a program may print; a build root's own programs must not fill the daemon's memory. */
const MOST_OUTPUT = 64 * 1024 * 1024;

export interface Captured {
  readonly status: ExitStatus;
  /** What the program wrote to stdout and stderr. */
  readonly output: string;
}

/**
 * Runs a program and returns what it printed. A program that is not installed gives status 127. Throws if it prints
 * more than 64 MB.
 */
export async function capture(
  command: readonly string[],
  options: Omit<ProcessOptions, 'output'> = {},
): Promise<Captured> {
  // A file rather than a pipe: a grandchild that keeps the pipe open would keep the caller waiting.
  const path = join(tmpdir(), `kojid-${randomUUID()}`);
  const file = await open(path, 'wx', 0o600);
  try {
    const status = await runProcess(command, { ...options, output: file.fd });
    const { size } = await file.stat();
    if (size > MOST_OUTPUT)
      throw new Error(`${command[0]} printed ${size} bytes, more than the ${MOST_OUTPUT} that are read`);
    return { status, output: await readFile(path, 'utf8') };
  } catch (error) {
    if (!isSystemError(error, 'ENOENT')) throw error;
    return { status: { code: 127, signal: undefined }, output: `${command[0]} is not installed` };
  } finally {
    await file.close();
    await rm(path, { force: true });
  }
}
