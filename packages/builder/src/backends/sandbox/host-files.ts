import { existsSync } from 'node:fs';
import { chmod, chown, lstat, mkdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { capture } from '../../process/capture.js';
import type { Isolation } from './isolation.js';
import type { StageStep } from './stage.js';

/** The folders of a machine that hold programs. Everything else of the host stays out of the root. */
const SYSTEM_FOLDERS = ['usr', 'bin', 'sbin', 'lib', 'lib32', 'lib64', 'libx32', 'nix', 'gnu'];
/** A folder of hundreds of links to programs: shown like those above, since copying it for each root takes long. */
const ALTERNATIVES = 'etc/alternatives';

/** What programs need of /etc. A list of what goes in, since nobody can list every secret that must not. */
const ETC_FILES = [
  'bash.bashrc',
  'bashrc',
  'debian_version',
  'fedora-release',
  'gai.conf',
  'host.conf',
  'inputrc',
  'issue',
  'java',
  'ld.so.cache',
  'ld.so.conf',
  'ld.so.conf.d',
  'locale.alias',
  'locale.conf',
  'localtime',
  'magic',
  'mime.types',
  'nsswitch.conf',
  'os-release',
  'perl',
  'profile',
  'protocols',
  'redhat-release',
  'rpc',
  'rpm',
  'services',
  'shells',
  'system-release',
  'terminfo',
  'timezone',
  'xattr.conf',
  'xml',
] as const;

const FOLDERS: readonly (readonly [path: string, mode: number])[] = [
  ['dev', 0o755],
  ['etc', 0o755],
  ['home', 0o755],
  ['media', 0o755],
  ['mnt', 0o755],
  ['opt', 0o755],
  ['proc', 0o555],
  ['root', 0o700],
  ['run', 0o755],
  ['srv', 0o755],
  ['sys', 0o555],
  ['tmp', 0o1777],
  ['var', 0o755],
  ['var/cache', 0o755],
  ['var/lib', 0o755],
  ['var/log', 0o755],
  ['var/tmp', 0o1777],
];

/**
 * Makes the skeleton of a root that shows the host's own programs: empty folders, and a small /etc. No packages, no
 * package database, and nothing of /root, /home, /var and the rest of /etc.
 */
export async function makeHostSkeleton(root: string, network: boolean): Promise<void> {
  for (const [path, mode] of FOLDERS) {
    await mkdir(join(root, path), { recursive: true });
    await chmod(join(root, path), mode);
  }
  for (const name of SYSTEM_FOLDERS) {
    const target = await readlink(`/${name}`).catch(() => undefined);
    if (target !== undefined) await symlink(target, join(root, name));
    else if (await isFolder(`/${name}`)) await mkdir(join(root, name));
  }
  if (await isFolder(`/${ALTERNATIVES}`)) await mkdir(join(root, ALTERNATIVES), { recursive: true });
  // What this user may not read is left out: commands inside do not need it either.
  const present = ETC_FILES.map((name) => `/etc/${name}`).filter((path) => existsSync(path));
  await capture(['cp', '-a', '--', ...present, join(root, 'etc')]);
  await writeNames(root, network);
}

/** Makes the folder that is home of all commands, and the accounts' file entries where the root has none. */
export async function makeBuilddir(
  root: string,
  macros: string,
  owner: { uid: number; gid: number } | undefined,
): Promise<void> {
  const builddir = join(root, 'builddir');
  // A package may have put a link there, and this process would follow it.
  await rm(builddir, { recursive: true, force: true });
  await mkdir(builddir);
  await writeFile(join(builddir, '.rpmmacros'), macros, { flag: 'wx' });
  if (owner)
    for (const path of [builddir, join(builddir, '.rpmmacros')]) await chown(path, owner.uid, owner.gid);
}

/**
 * Steps that put the host's program folders into the root: as overlays whose changes stay in the root's own folder, or
 * read-only where there are no overlays.
 */
export async function hostFolderSteps(
  root: string,
  upper: string,
  isolation: Isolation,
): Promise<StageStep[]> {
  const steps: StageStep[] = [];
  for (const name of [...SYSTEM_FOLDERS, ALTERNATIVES]) {
    const source = `/${name}`;
    if (!(await isFolder(source)) || (await lstat(source)).isSymbolicLink()) continue;
    if (isolation.overlay === undefined) {
      steps.push(...(await readOnlySteps(source, `${root}/${name}`, isolation)));
      continue;
    }
    const [above, work] = [`${upper}/${name}/upper`, `${upper}/${name}/work`];
    const options = `lowerdir=${source},upperdir=${above},workdir=${work}${isolation.overlay}`;
    steps.push(['dir', above], ['dir', work], ['mount', 'overlay', options, 'overlay', `${root}/${name}`]);
  }
  return steps;
}

/** Steps that show a folder of the host at a place of the root, without a way to write to it. */
export async function readOnlySteps(
  source: string,
  target: string,
  isolation: Isolation,
): Promise<StageStep[]> {
  // What is mounted below would stay writable; a plain user has no rights there, and may not leave it out either.
  const bind = isolation.asRoot ? 'bind' : 'rbind';
  return [
    ['mount', 'none', bind, source, target],
    ['mount', 'none', await readOnlyOptions(source), target, target],
  ];
}

async function writeNames(root: string, network: boolean): Promise<void> {
  const etc = (name: string): string => join(root, 'etc', name);
  await writeFile(
    etc('passwd'),
    'root:x:0:0:root:/root:/bin/sh\nmockbuild:x:1000:1000::/builddir:/bin/sh\nnobody:x:65534:65534::/:/bin/false\n',
  );
  await writeFile(etc('group'), 'root:x:0:\ntty:x:5:\nmockbuild:x:1000:\nnogroup:x:65534:\n');
  const hosts = network ? await readFile('/etc/hosts', 'utf8').catch(() => undefined) : undefined;
  await writeFile(etc('hosts'), hosts ?? '127.0.0.1 localhost\n::1 localhost\n');
  if (network)
    await writeFile(etc('resolv.conf'), await readFile('/etc/resolv.conf', 'utf8').catch(() => ''));
}

/** A remount must repeat the flags that the file system has, else a plain user is refused. */
async function readOnlyOptions(source: string): Promise<string> {
  const table = await readFile('/proc/self/mountinfo', 'utf8');
  const points = table.split('\n').map((line) => line.split(' '));
  const holder = points
    .filter(
      ([, , , , point = '']) =>
        source === point || source.startsWith(point.endsWith('/') ? point : `${point}/`),
    )
    .sort((a, b) => (b[4]?.length ?? 0) - (a[4]?.length ?? 0))[0];
  const flags = (holder?.[5] ?? '')
    .split(',')
    .filter((flag) => ['nosuid', 'nodev', 'noexec', 'noatime', 'relatime'].includes(flag));
  return ['remount', 'bind', 'ro', ...flags].join(',');
}

/** Whether a path is a folder, and not a link to one. */
export async function isFolder(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined))?.isDirectory() ?? false;
}
