import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

const SOURCE = ['--conditions=@kojikit/source', '--import', 'tsx'];
const KOJI = join(dirname(createRequire(import.meta.url).resolve('@kojikit/cli/package.json')), 'src/bin.ts');

/** How a program ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command line, as a process of its own that logs in at this hub as `user`. */
export async function kojiFor(url: string, user: string): Promise<(...args: string[]) => Promise<Ended>> {
  const folder = await mkdtemp(join(tmpdir(), 'proton-queue-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const config = join(folder, 'koji.conf');
  const login = `authtype = password\nuser = ${user}\npassword = pw\n`;
  await writeFile(config, `[koji]\nserver = ${url}\n${login}`, { mode: 0o600 });
  return (...args) => {
    const child = spawn(process.execPath, [...SOURCE, KOJI, '-c', config, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (data: Buffer) => (stdout += data.toString()));
    child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => resolve({ code, stdout, stderr }));
    });
  };
}
