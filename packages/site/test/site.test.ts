import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClient } from '@kojikit/client';
import { FIRST_TAG, machineArch, startSite } from '../src/index.js';

const SOURCE = ['--conditions=@kojikit/source', '--import', 'tsx'];
const KOJI = join(dirname(createRequire(import.meta.url).resolve('@kojikit/cli/package.json')), 'src/bin.ts');
const KOJIKIT = fileURLToPath(new URL('../src/bin.ts', import.meta.url));

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** Runs a program of this repository from its source; `output` is what it printed on standard output. */
function run(script: string, args: readonly string[]): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(process.execPath, [...SOURCE, script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (data: Buffer) => (output += data.toString()));
  const ended = new Promise<Ended>((resolve) => child.once('close', (code) => resolve({ code, output })));
  return { child, ended };
}

describe('a site', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'kojikit-site-test-'));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  const koji = (...args: string[]) => run(KOJI, ['-c', join(directory, 'koji.conf'), ...args]).ended;

  it('does the main job: a command runs in a build root and its output comes back', async () => {
    const site = await startSite({ directory, listen: '127.0.0.1:0' });
    try {
      await site.warm();
      const good = await koji('runroot', FIRST_TAG, machineArch(), 'uname', '-s');
      expect(good).toEqual({ code: 0, output: 'Linux\n' });
      const bad = await koji(
        'runroot',
        '--exit-code',
        '--use-shell',
        FIRST_TAG,
        machineArch(),
        'echo no; exit 3',
      );
      expect(bad).toEqual({ code: 3, output: 'no\n' });
    } finally {
      await site.close();
    }
  }, 120_000);

  it('keeps its data and passwords over a second start', async () => {
    const first = await startSite({ directory, listen: '127.0.0.1:0' });
    await first.close();
    const second = await startSite({ directory, listen: '127.0.0.1:0' });
    try {
      expect(second.folder.admin).toEqual(first.folder.admin);
      const client = createClient({ url: `${second.url}/kojihub` });
      const tags = (await client.call('listTags')) as { name: string }[];
      client.close();
      expect(tags.map(({ name }) => name).sort()).toEqual(['f30', FIRST_TAG]);
    } finally {
      await second.close();
    }
  }, 60_000);

  it('keeps passwords from other users of the machine', async () => {
    const site = await startSite({ directory, listen: '127.0.0.1:0' });
    await site.close();
    for (const name of ['passwords.conf', 'koji.conf']) {
      expect((await stat(join(directory, name))).mode & 0o077, name).toBe(0);
    }
    expect(await readFile(join(directory, 'hub.conf'), 'utf8')).not.toContain(site.folder.admin.password);
  }, 60_000);

  it('ends cleanly on Ctrl-C, and a start after kill -9 goes on', async () => {
    const killed = run(KOJIKIT, ['up', '--dir', directory, '--listen', '127.0.0.1:0']);
    await until(killed.child, 'Ctrl-C ends the site');
    killed.child.kill('SIGKILL');
    await killed.ended;
    const next = run(KOJIKIT, ['up', '--dir', directory, '--listen', '127.0.0.1:0']);
    await until(next.child, 'Ctrl-C ends the site');
    next.child.kill('SIGINT');
    expect((await next.ended).code).toBe(0);
  }, 90_000);

  it('refuses a wrong command line with exit status 2', async () => {
    expect((await run(KOJIKIT, ['down']).ended).code).toBe(2);
    expect((await run(KOJIKIT, ['up', '--port', '80']).ended).code).toBe(2);
  }, 30_000);
});

function until(child: ChildProcess, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    child.stdout?.on('data', (data: Buffer) => {
      output += data.toString();
      if (output.includes(text)) resolve();
    });
    child.once('close', (code) => reject(new Error(`ended with ${code} before it printed '${text}'`)));
  });
}
