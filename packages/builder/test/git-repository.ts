import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { capture } from '../src/process/capture.js';
import { succeeded } from '../src/process/exit-status.js';
import { temporaryFolder } from './root-setup.js';

async function must(command: readonly string[], cwd: string): Promise<string> {
  const { status, output } = await capture(command, { cwd });
  if (!succeeded(status)) throw new Error(`${command.join(' ')}: ${output}`);
  return output.trim();
}

/** Makes a repository `tiny` of texts by their paths, with one commit on `main`. Returns the folder it lies in. */
export async function makeRepository(
  files: Readonly<Record<string, string>>,
  prepare: (work: string) => Promise<void> = () => Promise.resolve(),
): Promise<{ folder: string; commit: string }> {
  const folder = await temporaryFolder();
  const work = join(folder, 'tiny');
  await mkdir(work);
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(work, name)), { recursive: true });
    await writeFile(join(work, name), text);
  }
  await prepare(work);
  const author = ['-c', 'user.name=Builder', '-c', 'user.email=builder@example.com'];
  await must(['git', 'init', '-q', '-b', 'main', '.'], work);
  await must(['git', 'add', '-A'], work);
  await must(['git', ...author, 'commit', '-q', '-m', 'first'], work);
  return { folder, commit: await must(['git', 'rev-parse', 'HEAD'], work) };
}

/** The same, served by git itself until the test ends. */
export async function serveRepository(
  ...made: Parameters<typeof makeRepository>
): Promise<{ host: string; commit: string }> {
  const { folder, commit } = await makeRepository(...made);
  const port = await freePort();
  const daemon = new AbortController();
  onTestFinished(() => daemon.abort());
  const options = ['--export-all', `--base-path=${folder}`, `--port=${port}`, '--listen=127.0.0.1', folder];
  const child = spawn('git', ['daemon', ...options], { signal: daemon.signal, stdio: 'ignore' });
  child.on('error', () => undefined);
  const url = `git://127.0.0.1:${port}/tiny`;
  for (const end = Date.now() + 60_000; ; await pause(50)) {
    if (succeeded((await capture(['git', 'ls-remote', url])).status)) break;
    if (Date.now() > end) throw new Error('git daemon does not answer');
  }
  return { host: `127.0.0.1:${port}`, commit };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}
