import { cp, mkdir, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TestContext } from 'vitest';
import {
  rootHost,
  rootRequest,
  quiet,
  temporaryFolder,
  temporarySettings,
  textOf,
} from '../../../test/root-setup.js';
import { capture } from '../../process/capture.js';
import { makeTinyRepo } from '../../../test/tiny-repo.js';
import { Leases } from '../../buildroot/leases.js';
import { shellWithLog } from '../../buildroot/shell-with-log.js';
import type { BuilderSettings } from '../../config/settings.js';
import { findProgram } from '../../process/find-program.js';
import type { Root } from '../backend.js';
import { probeIsolation } from './probe-isolation.js';
import type { Isolation } from './isolation.js';
import { SandboxBackend } from './sandbox.js';

const OK = { code: 0, signal: undefined };
const missing: string[] = [];
for (const program of ['dnf', 'rpmbuild', 'createrepo_c', 'rpm'])
  if (!(await findProgram(program))) missing.push(program);
const settingsForProbe = await temporarySettings();
const isolation: Isolation | string = await probeIsolation(settingsForProbe.mockdir).catch(
  (error: Error) => error.message,
);

/** Skips tests that this machine cannot run, and says why. */
function skipHere(context: TestContext): void {
  if (typeof isolation === 'string') context.skip(isolation);
}

async function newRoot(
  settings: BuilderSettings,
  limits: Partial<Isolation> = {},
): Promise<{ root: Root; backend: SandboxBackend }> {
  const backend = new SandboxBackend(settings, new Leases(), quiet, {
    ...(isolation as Isolation),
    ...limits,
  });
  return { backend, root: await backend.create(rootRequest(), await rootHost(settings)) };
}

async function run(
  root: Root,
  text: string,
): Promise<{ code: number | undefined; output: string | undefined }> {
  const status = await root.run(shellWithLog(text, '/builddir/run.log'), {});
  return { code: status.code, output: await textOf(root, '/builddir/run.log') };
}

interface Driver {
  readonly name: string;
  readonly limits: Partial<Isolation>;
}
const drivers: Driver[] = [
  { name: 'unshare and chroot', limits: { bwrap: undefined } },
  { name: 'unshare and chroot without overlays', limits: { bwrap: undefined, overlay: undefined } },
];
if (typeof isolation !== 'string' && isolation.bwrap)
  drivers.unshift(
    { name: 'bubblewrap', limits: {} },
    { name: 'bubblewrap without overlays', limits: { overlay: undefined } },
  );

describe.each(drivers)('a root of the host’s files with $name', ({ limits }) => {
  beforeEach(skipHere);

  it('runs a command as root and gives its status', async () => {
    const { root } = await newRoot(await temporarySettings(), limits);
    expect(await root.init()).toEqual(OK);
    expect(await run(root, 'id -u; exit 3')).toEqual({ code: 3, output: '0\n' });
    expect(await run(root, 'echo $HOME; hostname || cat /proc/sys/kernel/hostname')).toMatchObject({
      code: 0,
    });
    expect(await root.packages()).toEqual([]);
  });

  it('shows nothing of the host’s secrets, processes and network', async () => {
    const { root } = await newRoot(await temporarySettings(), limits);
    await root.init();
    const { output } = await run(
      root,
      'ls -A /root /home /var/lib; ls /etc/shadow /etc/ssh; ls -d /proc/[0-9]* | wc -l; cat /proc/net/dev | wc -l',
    );
    expect(output).toMatch(/No such file|cannot access/);
    expect(output).not.toMatch(/\.ssh|dpkg/);
    const [processes, devices] = (output ?? '').trim().split('\n').slice(-2).map(Number);
    expect(processes).toBeLessThan(12);
    // Two header lines and the loopback device.
    expect(devices).toBeLessThanOrEqual(4);
  });

  it('keeps root of the sandbox from the rights that reach outside', async () => {
    const { root } = await newRoot(await temporarySettings(), limits);
    await root.init();
    const attempts = [
      'mknod /tmp/disk b 8 0',
      'cat /dev/kmsg',
      'ls /sys/kernel',
      'mount -t tmpfs tmpfs /mnt',
    ];
    for (const attempt of attempts) expect((await run(root, attempt)).code, attempt).not.toBe(0);
  });

  it('keeps what commands write in the root', async () => {
    const { root } = await newRoot(await temporarySettings(), limits);
    await root.init();
    await run(root, 'echo kept > /builddir/kept; touch /usr/bin/new-program-of-a-test');
    expect((await run(root, 'cat /builddir/kept')).output).toBe('kept\n');
    await expect(readFile('/usr/bin/new-program-of-a-test')).rejects.toThrow();
  });

  it('runs build commands without rights', async () => {
    const { root } = await newRoot(await temporarySettings(), limits);
    await root.init();
    const command = [
      '/bin/sh',
      '-c',
      'id -u > /builddir/who; touch /usr/forbidden; grep CapEff /proc/self/status >> /builddir/who',
    ];
    await root.run(command, { user: 'build' });
    expect(await textOf(root, '/builddir/who')).toMatch(/^1000\nCapEff:\s+0000000000000000\n$/);
    // A plain user has one id only, so the build user of its roots is their owner as well.
    if (process.getuid?.() === 0) expect((await run(root, 'ls /usr/forbidden')).code).not.toBe(0);
  });

  it('binds folders of the host where it is told to', async () => {
    const settings = await temporarySettings();
    const { root } = await newRoot(settings, limits);
    await root.init();
    const log = join(settings.workdir, 'mounts.log');
    expect(
      await root.mount(
        { device: settings.topdir, path: '/mnt/files', type: 'none', options: 'bind,ro' },
        log,
      ),
    ).toEqual(OK);
    expect((await run(root, 'touch /mnt/files/x')).output).toMatch(/Read-only/);
    expect(
      (await root.mount({ device: '/nowhere', path: '/mnt/other', type: 'none', options: 'bind' }, log)).code,
    ).not.toBe(0);
    expect(await root.unmountAll()).toEqual([]);
    expect((await run(root, 'touch /mnt/files/x')).code).toBe(0);
  });

  it('refuses to install packages, and says why', async () => {
    const settings = await temporarySettings({ sandbox_root: 'host' });
    const { root } = await newRoot(settings, limits);
    await root.init();
    expect(await root.install(['bash'])).toEqual({ code: 30, signal: undefined });
    const log = await readFile(join(settings.mockdir, 'demo-7-1/result/root.log'), 'utf8');
    expect(log).toMatch(/^sandbox_root is host: the root shows the programs of this machine\n/m);
    expect(log).toMatch(/cannot be installed/);
  });

  it('is found on disk, cleared and removed', async () => {
    const settings = await temporarySettings();
    const { root, backend } = await newRoot(settings, limits);
    await root.init();
    await run(root, 'mkdir -p /usr/share/deep/er; touch /usr/share/deep/er/file');
    const [local] = await backend.list();
    expect(local).toMatchObject({ buildrootId: 7, name: 'demo-7-1' });
    if (local) await backend.clear(local);
    expect(await readdir(join(settings.mockdir, 'demo-7-1/root'))).toEqual([]);
    if (local) await backend.remove(local);
    expect(await backend.list()).toEqual([]);
  });
});

describe.each(drivers)('a root of packages with $name', ({ limits }) => {
  beforeEach((context) => {
    skipHere(context);
    if (missing.length > 0) context.skip(`not installed: ${missing.join(', ')}`);
  });

  it('installs the tag’s group, further packages, and lists them', async () => {
    const settings = await temporarySettings();
    const repo = join(settings.topdir, 'repos/demo/1/x86_64');
    await mkdir(join(settings.topdir, 'repos/demo/1'), { recursive: true });
    await cp(await makeTinyRepo(await temporaryFolder()), repo, { recursive: true });
    const { root } = await newRoot(settings, limits);
    const status = await root.init();
    expect(status, await readFile(join(settings.mockdir, 'demo-7-1/result/root.log'), 'utf8')).toEqual(OK);
    expect(await root.packages()).toMatchObject([
      { name: 'tinyfs', version: '1', release: '1', epoch: null, arch: 'x86_64' },
    ]);
    expect(await run(root, 'ls /usr/share')).not.toMatchObject({ code: 0 });
    expect(await root.install(['tinyextra'])).toEqual(OK);
    expect((await root.packages()).map(({ name }) => name)).toEqual(['tinyextra', 'tinyfs']);
    expect(await run(root, 'cat /usr/share/extra.txt')).toEqual({ code: 0, output: 'extra\n' });
    expect(await root.install(['no-such-package'])).toEqual({ code: 30, signal: undefined });
  });

  it('shows a root that is no longer in use whole, also long after, and nothing once it was cleared', async () => {
    const settings = await temporarySettings({ buildroot_final_cleanup_delay: 0 });
    const repo = join(settings.topdir, 'repos/demo/1/x86_64');
    await mkdir(join(settings.topdir, 'repos/demo/1'), { recursive: true });
    await cp(await makeTinyRepo(await temporaryFolder()), repo, { recursive: true });
    const { root } = await newRoot(settings, limits);
    expect(await root.init()).toEqual(OK);
    await run(root, 'echo own > /etc/own; echo changed > /etc/passwd');
    // As after a restart of the daemon: nobody holds the cached root that this one may lie over.
    const backend = new SandboxBackend(settings, new Leases(), quiet, {
      ...(isolation as Isolation),
      ...limits,
    });
    const [local] = await backend.list();
    if (!local) throw new Error('the root is not on disk');
    await backend.remove({ ...local, directory: join(settings.mockdir, 'demo-6-1') });
    const view = await backend.view(local);
    if (!view) throw new Error('the root cannot be seen');
    expect(view.rootDir).toBe(join(settings.mockdir, 'demo-7-1/root'));
    const script = 'cat "$1/etc/own" "$1/etc/passwd"; ls "$1/usr/bin"';
    const { output } = await capture(view.enter(['/bin/sh', '-c', script, 'sh', view.path]));
    expect(output).toMatch(/^own\nchanged\n/);
    expect(output).toMatch(/^bash$/m);
    await backend.clear(local);
    expect(await readdir((await backend.view(local))?.path ?? '')).toEqual([]);
    expect(await readdir(join(settings.mockdir, 'cache'))).toEqual([]);
  });
});

describe('a root of a repo without any package of the group', () => {
  let repo: string;
  beforeAll(async () => {
    if (missing.length === 0) repo = await makeTinyRepo(await temporaryFolder(), false, 'not-built-yet');
  });
  beforeEach((context) => {
    skipHere(context);
    if (missing.length > 0) context.skip(`not installed: ${missing.join(', ')}`);
  });

  async function putRepo({ topdir }: BuilderSettings): Promise<void> {
    await mkdir(join(topdir, 'repos/demo/1'), { recursive: true });
    await cp(repo, join(topdir, 'repos/demo/1/x86_64'), { recursive: true });
  }

  it('shows the host’s files, and says so', async () => {
    const settings = await temporarySettings();
    await putRepo(settings);
    const { root } = await newRoot(settings);
    const log = () => readFile(join(settings.mockdir, 'demo-7-1/result/root.log'), 'utf8');
    expect(await root.init(), await log()).toEqual(OK);
    expect(await log()).toContain(
      'the repo of the tag holds no package of the group build: the root shows the programs of this machine\n',
    );
    expect(await root.packages()).toEqual([]);
    expect(await run(root, 'test -e /usr/bin/test && echo shown')).toEqual({ code: 0, output: 'shown\n' });
    expect(await root.install(['tinyextra'])).toEqual({ code: 30, signal: undefined });
  });

  it('stays empty where sandbox_root is packages, until packages are installed', async () => {
    const settings = await temporarySettings({ sandbox_root: 'packages' });
    await putRepo(settings);
    const { root } = await newRoot(settings);
    expect(await root.init()).toEqual(OK);
    expect(await root.packages()).toEqual([]);
    expect(await root.install(['tinyfs'])).toEqual(OK);
    expect(await run(root, 'ls /usr/share')).not.toMatchObject({ code: 0 });
  });
});
