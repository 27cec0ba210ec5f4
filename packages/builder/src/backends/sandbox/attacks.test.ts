import { copyFileSync } from 'node:fs';
import { chmod, readFile, readdir, writeFile } from 'node:fs/promises';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { quiet, rootHost, rootRequest, temporarySettings, textOf } from '../../../test/root-setup.js';
import { Leases } from '../../buildroot/leases.js';
import { shellWithLog } from '../../buildroot/shell-with-log.js';
import type { BuilderSettings } from '../../config/settings.js';
import { ControlGroups } from '../../limits/control-groups.js';
import { capture } from '../../process/capture.js';
import type { ExitStatus } from '../../process/exit-status.js';
import { findProgram } from '../../process/find-program.js';
import type { Root, RootHost } from '../backend.js';
import type { Isolation } from './isolation.js';
import { probeIsolation } from './probe-isolation.js';
import { SandboxBackend } from './sandbox.js';

const isRoot = process.getuid?.() === 0;
/** A user of the machine who is neither root nor owns anything. */
const OTHER = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', '--'];
const OK = { code: 0, signal: undefined };
const settingsForProbe = await temporarySettings();
const isolation: Isolation | string = await probeIsolation(settingsForProbe.mockdir).catch(
  (error: Error) => error.message,
);
const groups = await ControlGroups.find();
const perl = await findProgram('perl');
const keyctl = await findProgram('keyctl');

interface Driver {
  readonly name: string;
  /** What the sandbox may use of what this machine has. */
  readonly limits: Partial<Isolation>;
  /** The daemon is root here, and the sandbox must do as if it were a plain user. */
  readonly demoted?: boolean;
}

const PLAIN: Partial<Isolation> = {
  asRoot: false,
  userOptions: ['--user', '--map-root-user'],
  overlay: undefined,
};
const drivers: Driver[] = [{ name: 'unshare and chroot', limits: { bwrap: undefined } }];
if (isRoot)
  drivers.push({
    name: 'unshare and chroot, a plain user',
    limits: { ...PLAIN, bwrap: undefined },
    demoted: true,
  });
if (typeof isolation !== 'string' && isolation.bwrap) {
  drivers.unshift({ name: 'bubblewrap', limits: {} });
  if (isRoot) drivers.push({ name: 'bubblewrap, a plain user', limits: PLAIN, demoted: true });
}

/** Runs everything as a user without rights. What is there already belongs to root, so it changes hands first. */
function demote(host: RootHost, settings: BuilderSettings): RootHost {
  return {
    ...host,
    async run(command, output, environment, stop): Promise<ExitStatus> {
      await capture(['chown', '-R', '65534:65534', settings.mockdir]);
      return host.run([...OTHER, ...command], output, environment, stop);
    },
  };
}

function backendOf(driver: Driver, settings: BuilderSettings): SandboxBackend {
  const found = isolation as Isolation;
  const able: Isolation = { ...found, ...driver.limits };
  // A plain user's daemon has written it where that user can read it.
  if (driver.demoted && found.filter !== undefined) {
    const filter = join(settings.mockdir, 'filter.bpf');
    copyFileSync(found.filter, filter);
    return new SandboxBackend(settings, new Leases(), quiet, { ...able, filter }, ControlGroups.none());
  }
  return new SandboxBackend(
    settings,
    new Leases(),
    quiet,
    able,
    driver.demoted ? ControlGroups.none() : groups,
  );
}

async function newRoot(
  driver: Driver,
  changes: Partial<BuilderSettings> = {},
): Promise<{ root: Root; settings: BuilderSettings }> {
  const settings = await temporarySettings({ sandbox_root: 'host', ...changes });
  // As on a real machine, where others may look into the folders above.
  for (const folder of ['..', '.']) await chmod(join(settings.mockdir, folder), 0o755);
  const host = await rootHost(settings);
  const backend = backendOf(driver, settings);
  const root = await backend.create(rootRequest(), driver.demoted ? demote(host, settings) : host);
  expect(await root.init()).toEqual(OK);
  return { root, settings };
}

async function run(root: Root, text: string): Promise<{ status: ExitStatus; output: string }> {
  const status = await root.run(shellWithLog(text, '/builddir/run.log'), {});
  return { status, output: (await textOf(root, '/builddir/run.log')) ?? '' };
}

const victims: ReturnType<typeof spawn>[] = [];
afterAll(() => victims.forEach((victim) => victim.kill('SIGKILL')));

/** Every attempt, by what it is; each must fail. */
const ATTEMPTS: Readonly<Record<string, string>> = {
  'writes core_pattern': 'echo "|/bin/false" > /proc/sys/kernel/core_pattern',
  'writes a sysctl of its own namespaces': 'echo 4 > /proc/sys/user/max_user_namespaces',
  'uses sysrq': 'echo h > /proc/sysrq-trigger',
  'moves an interrupt': 'echo 1 > /proc/irq/default_smp_affinity',
  'makes /proc/sys writable again':
    'mount -o remount,bind,rw /proc/sys && echo x > /proc/sys/kernel/core_pattern',
  'takes the cover off /proc/sys': 'umount /proc/sys',
  'mounts a proc of its own': 'mkdir -p /tmp/p && mount -t proc proc /tmp/p',
  'mounts a tmpfs': 'mount -t tmpfs tmpfs /mnt',
  'mounts sysfs': 'mount -t sysfs sysfs /sys',
  'writes /sys': 'echo 1 > /sys/kernel/mm/ksm/run',
  'makes a disk device': 'mknod /tmp/disk b 259 0',
  'makes a memory device': 'mknod /dev/mem-of-a-test c 1 1',
  'reads the kernel log': 'dmesg',
  'reads memory of the kernel': 'test -s /proc/kcore && head -c 1 /proc/kcore | grep -q .',
  'lists keys': 'grep -q . /proc/keys',
  'lists timers': 'grep -q . /proc/timer_list',
  'makes a user namespace': 'unshare --user true',
  'makes one with rights': 'unshare --user --map-root-user --mount true',
  'makes another mount namespace': 'unshare --mount true',
  'joins the namespaces of the first process': 'nsenter --target 1 --all true',
  'reads what the first process is': 'cat /proc/1/environ && ls /proc/1/root/ && test -s /proc/1/environ',
  'reads the memory of the first process': 'head -c 1 /proc/1/mem',
  'takes a capability back': 'setpriv --bounding-set=+sys_admin true && mount -t tmpfs tmpfs /mnt',
  'sets the clock': 'date -s 2001-01-01',
  'changes the host’s name': 'hostname pwned-by-a-test',
  'raises a hard limit': 'ulimit -H -n unlimited',
};

describe.each(drivers)('with $name, root of the sandbox', (driver) => {
  beforeEach((context) => {
    if (typeof isolation === 'string') context.skip(isolation);
  });

  it('can do nothing to the machine', async () => {
    const { root } = await newRoot(driver);
    const before = await readFile('/proc/sys/kernel/core_pattern', 'utf8');
    const names = Object.keys(ATTEMPTS);
    const lines = names.map((name, index) => `( ${ATTEMPTS[name]} ) >/dev/null 2>&1 && echo "done ${index}"`);
    const { output } = await run(root, `${lines.join('\n')}\necho end`);
    expect(output).toMatch(/^end$/m);
    const done = [...output.matchAll(/^done (\d+)$/gm)].map(([, index]) => names[Number(index)]);
    expect(done).toEqual([]);
    expect(await readFile('/proc/sys/kernel/core_pattern', 'utf8')).toBe(before);
  });

  it('does not get out of its root with a second chroot', async (context) => {
    if (perl === undefined) context.skip('perl is not installed');
    const { root, settings } = await newRoot(driver);
    const mark = join(settings.topdir, 'outside.txt');
    await writeFile(mark, 'outside\n');
    const script =
      'opendir(D, "/"); mkdir("/tmp/e"); chroot("/tmp/e") or print "no chroot\\n"; chdir(*D); chdir("..") for 1..64; ' +
      `chroot("."); print -e "${mark}" ? "out\\n" : "in\\n"; print join(" ", glob("/*")), "\\n"`;
    const { output } = await run(root, `perl -e '${script}'`);
    expect(output).toMatch(/^in$/m);
    expect(output).not.toMatch(/^out$/m);
    expect(output).toMatch(/\/builddir/);
  });

  it('sees no process of the host, and can end none', async () => {
    const victim = spawn('sleep', ['300'], { stdio: 'ignore' });
    victims.push(victim);
    const { root } = await newRoot(driver);
    const { output } = await run(
      root,
      `kill -9 ${victim.pid} 2>&1; kill -9 -1; ls -d /proc/[0-9]* | wc -l; test -e /proc/${victim.pid} && echo seen`,
    );
    expect(output).not.toMatch(/seen/);
    expect(victim.exitCode).toBeNull();
    expect(victim.signalCode).toBeNull();
  });

  it('leaves no program that another user could run as its owner', async (context) => {
    if (!isRoot) context.skip('becoming another user needs root');
    const { root } = await newRoot(driver);
    await run(root, 'cp /bin/sh /builddir/rooted; chmod 4755 /builddir/rooted; chmod 755 /builddir /');
    const path = join(root.rootDir, 'builddir/rooted');
    const mine = await capture(['stat', '-c', '%a', path]);
    expect(mine.output).toBe('4755\n');
    // With a shell between: setpriv itself still has root's rights when it looks for the program.
    const start = [...OTHER, '/bin/sh', '-c', 'exec "$1" -p -c "id -u"', 'sh', path];
    const { status, output } = await capture(start);
    // The plain user of this test is the owner, so that only others are kept out there.
    if (!driver.demoted) expect(status.code, output).not.toBe(0);
    expect((await capture(['stat', '-c', '%a', join(root.rootDir, '..')])).output).toBe('700\n');
  });

  it('gains nothing from programs that run as their owner', async () => {
    const { root } = await newRoot(driver);
    const { output } = await run(root, 'grep NoNewPrivs /proc/self/status');
    expect(output).toMatch(/NoNewPrivs:\s+1/);
  });

  it('does not reach the key rings of the daemon', async (context) => {
    if (keyctl === undefined) context.skip('keyctl is not installed');
    const { root, settings } = await newRoot(driver);
    const host = await rootHost(settings);
    const withKey = [
      ...[keyctl ?? '', 'session', '-', '/bin/sh', '-c'],
      'keyctl add user kojid-test secret-of-a-test @s >/dev/null && "$@"; keyctl print %user:kojid-test',
      'sh',
    ];
    // The same root as above, with a key in the session that its commands come from.
    const backend = backendOf(driver, settings);
    const base = driver.demoted ? demote(host, settings) : host;
    const output = join(settings.workdir, 'keys.log');
    const again = await backend.create(rootRequest(), {
      ...base,
      run: (command, log, environment, stop) => base.run([...withKey, ...command], output, environment, stop),
    });
    await again.run(
      shellWithLog('id -u; keyctl print %user:kojid-test; keyctl show; echo tried', '/builddir/keys.log'),
      {},
    );
    expect(await readFile(output, 'utf8'), 'the key is there outside').toMatch(/secret-of-a-test/);
    const inside = (await textOf(root, '/builddir/keys.log')) ?? '';
    expect(inside).toMatch(/^0$/m);
    expect(inside).toMatch(/^tried$/m);
    expect(inside).not.toMatch(/secret-of-a-test|kojid-test: |user: kojid-test/);
  });

  it('cannot have more processes than it may', async (context) => {
    const grouped = groups.names.includes('pids') && !driver.demoted;
    if (isRoot && !driver.demoted && !grouped) context.skip('there is no control group for processes');
    const { root } = await newRoot(driver, { sandbox_max_processes: 60 });
    const { status, output } = await run(
      root,
      'i=0; while [ $i -lt 300 ]; do sleep 20 & i=$((i+1)); done; echo all; exit 0',
    );
    expect(output).not.toMatch(/^all$/m);
    expect(output).toMatch(/fork|Resource temporarily unavailable/i);
    if (grouped) expect(status.reason).toBe('it wanted more than 60 processes (sandbox_max_processes)');
  });

  it('cannot take more memory than it may', async (context) => {
    if (perl === undefined) context.skip('perl is not installed');
    const { root } = await newRoot(driver, { sandbox_max_memory: { value: 100, isPercent: false } });
    const { status, output } = await run(
      root,
      `exec perl -e '$x = "a" x 400_000_000; print length $x, "\\n"'`,
    );
    expect(output).not.toMatch(/400000000/);
    expect(status.code).not.toBe(0);
    if (groups.names.includes('memory') && !driver.demoted)
      expect(status.reason).toBe('it needed more than 100 MB of memory (sandbox_max_memory)');
  });
});

const groupsBefore = await controlGroups();

describe('the limits of a command', () => {
  const [driver] = drivers;
  if (driver === undefined) throw new Error('no driver');
  beforeEach((context) => {
    if (typeof isolation === 'string') context.skip(isolation);
  });

  it('end one that takes too long', async () => {
    const { root } = await newRoot(driver, { sandbox_max_time: 3 });
    expect((await run(root, 'sleep 300')).status.reason).toBe(
      'it took longer than 3 seconds (sandbox_max_time)',
    );
  });

  it.each(['one file', 'many files'])('end one that fills the disk with %s', async (how) => {
    const { root } = await newRoot(driver, { sandbox_max_disk: { value: 50, isPercent: false } });
    const text =
      how === 'one file'
        ? 'exec head -c 80M /dev/zero > /builddir/big'
        : 'for i in 1 2 3 4 5 6 7 8; do head -c 10M /dev/zero > /builddir/big$i; done; sleep 300';
    const { status } = await run(root, text);
    expect(status.code).not.toBe(0);
    expect(status.reason).toBe('it took more than 50 MB of disk space (sandbox_max_disk)');
  });

  it('leave those of kojid.conf as they are', async () => {
    const limits = { RLIMIT_FSIZE: { soft: 20 * 2 ** 20 }, RLIMIT_NPROC: { soft: 4000 } };
    const { root } = await newRoot(driver, { limits });
    const { status } = await run(root, 'exec head -c 30M /dev/zero > /builddir/big');
    expect(status.reason).toBe('it wrote a file of more than 20 MB (RLIMIT_FSIZE)');
  });

  it('leave no control groups behind', async () => {
    // Others may have some for a while, and what was killed has left its own.
    await expect
      .poll(async () => (await controlGroups()).filter((name) => !groupsBefore.includes(name)), {
        timeout: 60_000,
      })
      .toEqual([]);
  });
});

/** The names of the groups of commands on this machine. */
async function controlGroups(): Promise<string[]> {
  const points = ['/sys/fs/cgroup', '/sys/fs/cgroup/pids', '/sys/fs/cgroup/memory', '/sys/fs/cgroup/kojid'];
  const names = await Promise.all(points.map((point) => readdir(point).catch(() => [])));
  return names.flat().filter((name) => /^kojid-[\da-f]{8}-/.test(name));
}
