import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { bundledProgram } from '@kojikit/testing/bundled-program';
import { onTestFinished } from 'vitest';

/** `koji-web` as a process of its own. */
export interface WebProcess {
  /** `http://127.0.0.1:1234/koji/` */
  readonly url: string;
  send(signal: NodeJS.Signals): void;
  /** How it ends. */
  readonly ended: Promise<{
    readonly code: number | null;
    readonly signal: NodeJS.Signals | null;
    readonly errors: string;
  }>;
}

/**
 * Starts `koji-web` beside a hub; it ends with the test.
 * @param hub the URL of the hub's API.
 * @param listen where it answers, `127.0.0.1:8081`. Default: any free port.
 * @param further options of the command line.
 */
export async function webProcess(
  hub: string,
  listen = '127.0.0.1:0',
  ...further: readonly string[]
): Promise<WebProcess> {
  const program = await bundledProgram(join(import.meta.dirname, '../src/bin.ts'));
  const child = spawn(process.execPath, [program, '--hub', hub, '--listen', listen, ...further]);
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = endOf(child);
  const [line] = (await Promise.race([
    once(child.stdout, 'data'),
    ended.then(({ errors }) => Promise.reject(new Error(`koji-web has ended: ${errors}`))),
  ])) as [Buffer];
  const url = /answers at (\S+)\n/.exec(line.toString())![1]!;
  return { url, ended, send: (signal) => void child.kill(signal) };
}

async function endOf(child: ChildProcess): WebProcess['ended'] {
  let errors = '';
  child.stderr!.on('data', (data: Buffer) => (errors += data.toString()));
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return { code, signal, errors };
}
