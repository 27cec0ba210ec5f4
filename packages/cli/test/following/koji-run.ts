import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { runKoji } from '../../src/main.js';

export interface KojiRunOptions {
  /** Seconds. Default: so many that a test would time out if anything polled. */
  readonly pollInterval?: number;
  /** Whether stdout and stderr are terminals. Default: false. */
  readonly terminal?: boolean;
  readonly interrupted?: AbortSignal;
  /** The user that the command logs in as. Default: none. */
  readonly user?: string;
}

/** A command that runs, with what it has written so far. */
export interface KojiRun {
  readonly exit: Promise<number>;
  stdout(): string;
  stderr(): string;
  /** Resolves when stdout holds the text. */
  shows(text: string): Promise<void>;
}

/** Runs a command line in this process. */
export function koji(url: string, argv: readonly string[], options: KojiRunOptions = {}): KojiRun {
  const folder = mkdtempSync(join(tmpdir(), 'koji-run-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const config = join(folder, 'koji.conf');
  writeFileSync(
    config,
    `[koji]\nserver = ${url}\nmax_retries = 0\npoll_interval = ${options.pollInterval ?? 3600}\n`,
  );
  const { user, terminal = false } = options;
  const login =
    user === undefined ? ['--noauth'] : ['--authtype=password', `--user=${user}`, '--password=pw'];
  const written: Buffer[] = [];
  let stderr = '';
  const over = new AbortController();
  // A test that failed leaves no command behind.
  onTestFinished(() => over.abort());
  const stdout = (): string => Buffer.concat(written).toString();
  const exit = runKoji({
    argv: ['-c', config, ...login, ...argv],
    program: 'koji',
    pluginStart: folder,
    output: {
      write: (data) => void written.push(Buffer.from(data as Uint8Array)),
      writeError: (text) => void (stderr += text),
      color: false,
      terminal,
      progress: terminal,
      columns: 78,
    },
    interrupted: AbortSignal.any([over.signal, ...(options.interrupted ? [options.interrupted] : [])]),
  });
  return {
    exit,
    stdout,
    stderr: () => stderr,
    shows: (text) => expect.poll(stdout, { timeout: 20_000, interval: 20 }).toContain(text),
  };
}
