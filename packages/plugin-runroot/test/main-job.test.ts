import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Builder, configurePlugin, defaultSettings, type Log } from '@kojikit/builder';
import { REPO_STATES } from '@kojikit/protocol';
import { createTestHub, type Caller, type TestHub } from '@kojikit/testing';
import builderPlugin from '../src/builder.js';
import hubPlugin from '../src/hub.js';

const SOURCE = ['--conditions=@kojikit/source', '--import', 'tsx'];
const KOJI = join(dirname(createRequire(import.meta.url).resolve('@kojikit/cli/package.json')), 'src/bin.ts');
const ARCH = process.arch === 'arm64' ? 'aarch64' : 'x86_64';
const SECRET = 'nobody may read this';

const quiet: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

let folder: string;
let hub: TestHub;
let admin: Caller;
let stopBuilder: () => Promise<void>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'runroot-'));
  for (const name of ['plugins', 'work', 'mock', 'mock-config', 'shared/tmp', 'workbench']) {
    await mkdir(join(folder, name), { recursive: true });
  }
  await writeFile(join(folder, 'secret.txt'), SECRET);
  await writeFile(join(folder, 'shared/data.txt'), 'shared data\n');
  await symlink('../../secret-folder', join(folder, 'shared/tmp/evil'));
  await mkdir(join(folder, 'secret-folder'));
  await writeFile(
    join(folder, 'plugins/runroot.conf'),
    `[paths]
default_mounts = /mnt/shared
safe_roots = /mnt/shared/tmp
[path0]
mountpoint = /mnt/shared
path = ${folder}/shared
fstype = none
options = bind,ro
`,
  );
  hub = await createTestHub({ config: '[hub]\nPlugins = runroot_hub\n', plugins: [hubPlugin] });
  hub.hub.start();
  const url = await hub.listen();
  admin = await hub.as('kojiadmin');
  const tag = (await admin.call('createTag', ['demo'], { arches: ARCH })) as number;
  await admin.call('addChannel', ['runroot']);
  await admin.call('addHost', ['builder1', [ARCH]]);
  await admin.call('addHostToChannel', ['builder1', 'runroot']);
  await hub.setPassword('builder1', 'pw');
  const { id: event } = (await admin.call('getLastEvent', [])) as { id: number };
  await hub.database.transaction((db) =>
    db.insert('repo', { tag_id: tag, create_event: event, state: REPO_STATES.READY, dist: false }),
  );
  await writeFile(
    join(folder, 'koji.conf'),
    `[koji]\nserver = ${url}\nauthtype = password\nuser = kojiadmin\npassword = pw\npoll_interval = 1\n`,
    { mode: 0o600 },
  );
  const settings = {
    ...defaultSettings(),
    server: url,
    user: 'builder1',
    password: 'pw',
    sleeptime: 0.2,
    maxload: 0,
    minspace: 0,
    backend: 'sandbox' as const,
    sandbox_root: 'host' as const,
    topdir: hub.topdir,
    topurl: `file://${hub.topdir}`,
    topurls: [`file://${hub.topdir}`],
    workdir: join(folder, 'work'),
    mockdir: join(folder, 'mock'),
    mock_config_dir: join(folder, 'mock-config'),
  };
  const tasks = configurePlugin(builderPlugin, join(folder, 'plugins'));
  const builder = new Builder({ settings, log: quiet, forceLock: true, tasks });
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

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function koji(args: readonly string[], seen: (soFar: string) => void = () => {}): Promise<Ended> {
  const child = spawn(process.execPath, [...SOURCE, KOJI, '-c', join(folder, 'koji.conf'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data: Buffer) => seen((stdout += data.toString())));
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, stdout, stderr })));
}

/** Makes a task past the command line and waits for its end. */
async function runTask(command: string, options: Record<string, unknown> = {}) {
  const id = (await admin.call('runroot', ['demo', ARCH, command], options)) as number;
  for (;;) {
    if (await admin.call('taskFinished', [id])) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const result = await admin.call('getTaskResult', [id]).catch((error: Error) => error.message);
  const files = (await admin.call('listTaskOutput', [id])) as string[];
  return { id, result, files };
}

async function fileOf(id: number, name: string): Promise<string> {
  return Buffer.from((await admin.call('downloadTaskOutput', [id, name])) as string, 'base64').toString();
}

describe('koji runroot, from the command line to the root and back', () => {
  it('prints what the command printed', async () => {
    const words = ['printf', '%s|', "it's", '$HOME', 'a  b'];
    expect(await koji(['runroot', 'demo', ARCH, ...words])).toEqual({
      code: 0,
      stdout: "it's|$HOME|a  b|",
      stderr: '',
    });
  });

  it('ends with 1 for a command that fails, and with its own status on request', async () => {
    const failing = ['--use-shell', 'demo', ARCH, 'echo no; exit 3'];
    expect(await koji(['runroot', ...failing])).toMatchObject({ code: 1, stdout: 'no\n' });
    expect(await koji(['runroot', '--exit-code', ...failing])).toMatchObject({ code: 3, stdout: 'no\n' });
  });

  it('answers JSON on request', async () => {
    const { code, stdout } = await koji([
      'runroot',
      '--json',
      '--use-shell',
      'demo',
      ARCH,
      'echo yes; exit 4',
    ]);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      state: 'FAILED',
      exit_code: 4,
      message: 'echo exited with status 4',
      output: 'yes\n',
    });
  });

  it('shows the output while the command still runs when it watches', async () => {
    let early = false;
    const script = 'echo first; sleep 5; echo last';
    const { code, stdout } = await koji(
      ['runroot', '--watch', '--use-shell', 'demo', ARCH, script],
      (soFar) => {
        early ||= soFar.includes('first\n') && !soFar.includes('last\n') && !soFar.includes('-> closed');
      },
    );
    expect(code).toBe(0);
    expect(early).toBe(true);
    expect(stdout).toContain('first\n');
    expect(stdout).toContain('last\n');
    expect(stdout).toMatch(/runroot \(\S+\) completed successfully/);
  });
});

describe('the task', () => {
  it('names the command in its result and in its fault, as Koji does', async () => {
    expect((await runTask('A=1 /bin/true')).result).toBe('true completed successfully');
    expect((await runTask('/bin/false')).result).toBe('false exited with status 1');
  });

  it('uploads further logs of the root, and no file of the host by whatever way', async () => {
    const secret = join(folder, 'secret.txt');
    const command = `echo mine > /tmp/own.log; ln -s ${secret} /tmp/link.log; echo ok`;
    const { id, result, files } = await runTask(command, {
      upload_logs: ['/tmp/own.log', secret, '/tmp/link.log', '../../../../../../..' + secret],
    });
    expect(await fileOf(id, 'own.log')).toBe('mine\n');
    expect(result).toMatch(/^no such file in the buildroot: /);
    for (const name of files) expect(await fileOf(id, name), name).not.toContain(SECRET);
  });

  it('mounts what the configuration says, read-only and read-write', async () => {
    const command =
      'cat /mnt/shared/data.txt; echo new > /mnt/shared/tmp/new.txt; touch /mnt/shared/not || echo read-only';
    const { id, result } = await runTask(command, { mounts: ['/mnt/shared/tmp'] });
    expect(result).toBe('cat completed successfully');
    const log = await fileOf(id, 'runroot.log');
    expect(log).toContain('shared data\n');
    expect(log).toContain('read-only\n');
    expect(await fileOf(id, 'do_mounts.log')).toContain('bind,rw');
  });

  it.each(['/mnt/shared', '/mnt/shared/tmpfiles', '/mnt/shared/tmp/../..', '/mnt/shared/tmp/evil'])(
    'does not mount %s read-write',
    async (path) => {
      const { result } = await runTask('true', { mounts: [path] });
      expect(result).toMatch(/^read-write mount point is not safe: /);
    },
    60_000,
  );

  it('counts with the weight that was asked for', async () => {
    const { id } = await runTask('true', { weight: 0.1 });
    const { weight } = (await admin.call('getTaskInfo', [id])) as { weight: number };
    expect(Number(weight)).toBe(0.5);
  });
});
