import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Builder, defaultSettings, type Log } from '@kojikit/builder';
import { createTestHub, type Caller, type TestHub } from '@kojikit/testing';
import plugin from '../src/hub.js';

const SOURCE = ['--conditions=@kojikit/source', '--import', 'tsx'];
const KOJI = join(dirname(createRequire(import.meta.url).resolve('@kojikit/cli/package.json')), 'src/bin.ts');
const ARCH = process.arch === 'arm64' ? 'aarch64' : 'x86_64';
const quiet: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

let folder: string;
let hub: TestHub;
let admin: Caller;
let stopBuilder: () => Promise<void>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sidetag-'));
  for (const name of ['work', 'mock', 'mock-config']) await mkdir(join(folder, name));
  const policy =
    'sidetag =\n    tag f30-build && compare number_of_tags < 3 :: allow\n    all :: deny ask for more\n';
  hub = await createTestHub({
    config: `[hub]\nPlugins = sidetag_hub\n[policy]\n${policy}`,
    plugins: [plugin],
  });
  hub.hub.start();
  const url = await hub.listen();
  admin = await hub.as('kojiadmin');
  await admin.call('createTag', ['f30-build'], { arches: ARCH });
  await admin.call('createTag', ['closed-build'], { arches: ARCH });
  await admin.call('createBuildTarget', ['f30', 'f30-build', 'f30-build']);
  await admin.call('addHost', ['builder1', [ARCH]]);
  await admin.call('addHostToChannel', ['builder1', 'createrepo']);
  await hub.setPassword('builder1', 'pw');
  await writeFile(
    join(folder, 'koji.conf'),
    `[koji]\nserver = ${url}\nauthtype = password\nuser = alice\npassword = pw\npoll_interval = 1\n`,
    { mode: 0o600 },
  );
  const builder = new Builder({
    settings: {
      ...defaultSettings(),
      server: url,
      user: 'builder1',
      password: 'pw',
      sleeptime: 0.2,
      maxload: 0,
      minspace: 0,
      topdir: hub.topdir,
      topurl: `file://${hub.topdir}`,
      topurls: [`file://${hub.topdir}`],
      workdir: join(folder, 'work'),
      mockdir: join(folder, 'mock'),
      mock_config_dir: join(folder, 'mock-config'),
    },
    log: quiet,
    forceLock: true,
  });
  const running = builder.run();
  await Promise.race([builder.ready, running]);
  stopBuilder = async () => {
    builder.stop();
    await running;
  };
}, 60_000);

afterAll(async () => {
  await stopBuilder?.();
  await hub?.close();
  await rm(folder, { recursive: true, force: true });
});

function koji(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [...SOURCE, KOJI, '-c', join(folder, 'koji.conf'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data: Buffer) => (stdout += data.toString()));
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, stdout, stderr })));
}

async function newRepoTasks(): Promise<number> {
  return ((await admin.call('listTasks', [{ method: 'newRepo' }])) as unknown[]).length;
}

describe('a session with side tags, with the configuration as it comes', () => {
  it('makes one and waits until a builder has made its repo', async () => {
    const { code, stdout, stderr } = await koji('add-sidetag', 'f30-build', '--wait');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^f30-build-side-\d+\n/);
    expect(stdout).toMatch(/^Got repo \d+$/m);
    expect(await newRepoTasks()).toBe(1);
  });

  it('makes one whose repo is that of the base, without a builder', async () => {
    const made = await koji('request-repo', 'f30-build', '--wait');
    expect(made.code, made.stderr).toBe(0);
    const before = await newRepoTasks();
    const { code, stdout } = await koji('add-sidetag', 'f30-build', '--wait', '--expires', '14d');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^f30-build-side-\d+\nGot repo \d+$/m);
    expect(await newRepoTasks()).toBe(before);
  });

  it('lists them for programs, with the builds that were tagged into them', async () => {
    const names = (await koji('list-sidetags', '--mine')).stdout.trim().split('\n');
    expect(names).toHaveLength(2);
    await admin.call('packageListAdd', ['f30-build', 'pkg', 'alice']);
    await admin.call('createEmptyBuild', ['pkg', '1', '1', null]);
    await admin.call('tagBuildBypass', [names[0], 'pkg-1-1']);
    const listed = JSON.parse((await koji('list-sidetags', '--json')).stdout) as object[];
    expect(listed).toMatchObject([
      { name: names[0], owner: 'alice', base: 'f30-build', builds: 1, expires: null, kept: false },
      { name: names[1], builds: 0, kept: true, expires: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) },
    ]);
    const table = (await koji('list-sidetags', '-v')).stdout.split('\n');
    expect(table[0]).toMatch(/^Name +Owner +Base +Builds +Expires$/);
    expect(table[1]).toMatch(/^f30-build-side-\d+ +alice +f30-build +1 +never$/);
  });

  it('changes them, all that is asked or an error', async () => {
    const [name] = (await koji('list-sidetags')).stdout.split('\n') as [string];
    const edited = await koji('edit-sidetag', name, '--keep-until=2037-01-02', '--hold=update 12');
    expect(edited).toEqual({ code: 0, stdout: '', stderr: '' });
    expect((await koji('list-sidetags', '-v')).stdout).toMatch(/2037-01-0.*held by alice: update 12/);
    const both = await koji('edit-sidetag', name, '--keep-until=2037-01-02', '--expires=1d');
    expect(both).toMatchObject({ code: 2, stderr: expect.stringContaining('exclude each other') as string });
    const bad = await koji('edit-sidetag', name, '--expires=soon');
    expect(bad).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('"soon" is no duration') as string,
    });
    expect((await koji('edit-sidetag', name, '--release')).code).toBe(0);
  });

  it('says which rule refuses one and what would be allowed', async () => {
    const { code, stderr } = await koji('add-sidetag', 'closed-build');
    expect(code).toBe(2);
    expect(stderr).toContain('Refused by the rule "all :: deny ask for more" of the policy sidetag');
    expect(stderr).toContain('You may make sidetags of: f30-build');
    expect(stderr).toMatch(/error: Policy violation\n$/);
  });

  it('removes them, and who cares for all of them cleans up', async () => {
    const names = (await koji('list-sidetags')).stdout.trim().split('\n');
    expect((await koji('cleanup-sidetags', '--test')).code).toBe(1);
    expect(await koji('remove-sidetag', ...names)).toEqual({ code: 0, stdout: '', stderr: '' });
    expect((await koji('list-sidetags')).stdout).toBe('');
    await admin.call('grantPermission', ['alice', 'sidetag_admin'], { create: true });
    expect((await koji('add-sidetag', 'f30-build', '-q')).stdout).toBe('');
    expect((await koji('cleanup-sidetags', '-t', '--empty-delay=0', '--ignore-tags=x*')).stdout).toMatch(
      /^\[empty\] f30-build-side-\d+ \(0:00:\d\d\)\n$/,
    );
    expect((await koji('cleanup-sidetags', '--empty-delay=0')).stdout).toMatch(/^\[empty\] /);
    expect((await koji('list-sidetags')).stdout).toBe('');
  });
});
