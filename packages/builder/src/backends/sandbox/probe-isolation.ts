import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { machine } from 'node:os';
import { join } from 'node:path';
import { GenericError } from '@kojikit/protocol';
import { capture } from '../../process/capture.js';
import { describeExit, succeeded } from '../../process/exit-status.js';
import { findProgram } from '../../process/find-program.js';
import { hostFolderSteps, makeHostSkeleton } from './host-files.js';
import { innerCommand } from './inner-command.js';
import { MOUNTS, mountNamespace } from './isolation.js';
import type { Isolation } from './isolation.js';
import { seccompFilter } from './seccomp-filter.js';
import { stageCommand } from './stage.js';

/** Most helpful first: with a range of ids, packages may own files as other users than root. */
const USER_OPTIONS = [
  ['--user', '--map-root-user', '--map-auto'],
  ['--user', '--map-root-user'],
];
const FILTER = '.system-calls.bpf';

/**
 * Tries out what works here. Throws GenericError naming what is missing when roots cannot be isolated, or not as well
 * as a daemon that is root has to isolate them.
 * @param folder Where roots will be made: whether overlays work depends on its file system.
 */
export async function probeIsolation(folder: string): Promise<Isolation> {
  const unshare = await findProgram('unshare');
  if (unshare === undefined) throw new GenericError('the sandbox needs unshare (package util-linux)');
  if ((await findProgram('setpriv')) === undefined)
    throw new GenericError('the sandbox needs setpriv (package util-linux)');
  const notes: string[] = [];
  const userOptions = await findNamespaces(unshare, notes);
  const isolation: Isolation = {
    unshare,
    asRoot: userOptions.length === 0,
    userOptions,
    bwrap: await findProgram('bwrap'),
    filter: await writeFilter(folder),
    keyctl: await findProgram('keyctl'),
    overlay: undefined,
    notes,
  };
  if (isolation.bwrap === undefined) notes.push('bubblewrap is not installed: unshare and chroot are used');
  const proven = await findWorking(isolation, folder, notes);
  assertKeyRings(proven);
  return { ...proven, overlay: await findOverlay(proven, folder, notes) };
}

/** What works when it is tried, with bubblewrap before without it. */
async function findWorking(isolation: Isolation, folder: string, notes: string[]): Promise<Isolation> {
  const trial = await mkdtemp(join(folder, '.trial-'));
  try {
    const root = join(trial, 'root');
    await makeHostSkeleton(root, false);
    const without = { ...isolation, bwrap: undefined };
    const candidates = isolation.bwrap === undefined ? [without] : [isolation, without];
    let problem = '';
    for (const candidate of candidates) {
      problem = await tryOut(candidate, root);
      if (problem === '') return candidate;
      notes.push(`${candidate.bwrap === undefined ? 'unshare and chroot' : 'bubblewrap'} failed: ${problem}`);
    }
    throw new GenericError(
      `the sandbox cannot isolate commands here: ${problem}. It needs user namespaces (sysctl user.max_user_namespaces ` +
        'above 0) and a /proc that nothing is mounted over; or install mock',
    );
  } finally {
    await rm(trial, { recursive: true, force: true });
  }
}

/** Runs a command as root of the sandbox and as the build user; returns what went wrong. */
async function tryOut(isolation: Isolation, root: string): Promise<string> {
  const steps = await hostFolderSteps(root, '', { ...isolation, overlay: undefined });
  for (const buildUser of [undefined, { uid: 1000, gid: 1000 }]) {
    const line = innerCommand(isolation, {
      root,
      steps,
      command: ['true'],
      hostname: 'trial',
      network: false,
      cwd: '/',
      buildUser,
      arch: undefined,
    });
    const { status, output } = await capture(line);
    if (!succeeded(status)) return output.trim() || describeExit(status, 'a trial');
  }
  return '';
}

/** Root's key rings may hold tickets and passwords for the whole machine. */
function assertKeyRings({ asRoot, bwrap, filter, keyctl }: Isolation): void {
  if (!asRoot || keyctl !== undefined || (bwrap !== undefined && filter !== undefined)) return;
  const packages = filter === undefined ? 'keyutils' : 'bubblewrap (or keyutils)';
  throw new GenericError(
    `kojid runs as root, and commands in its build roots could read root's key rings: install ${packages}, run kojid as a ` +
      'plain user, or install mock',
  );
}

async function writeFilter(folder: string): Promise<string | undefined> {
  const filter = seccompFilter(machine());
  if (filter === undefined) return undefined;
  const path = join(folder, FILTER);
  await writeFile(path, filter);
  return path;
}

async function findNamespaces(unshare: string, notes: string[]): Promise<readonly string[]> {
  const isRoot = process.getuid?.() === 0;
  const candidates = [...(isRoot ? [[]] : []), ...USER_OPTIONS];
  for (const options of candidates) {
    const { status, output } = await capture([unshare, ...options, ...MOUNTS, 'true']);
    if (succeeded(status)) return options;
    notes.push(`unshare ${[...options, ...MOUNTS].join(' ')}: ${output.trim()}`);
  }
  throw new GenericError(
    'the sandbox cannot make namespaces here: it needs root with CAP_SYS_ADMIN, or user namespaces for plain users ' +
      `(sysctl user.max_user_namespaces, kernel.unprivileged_userns_clone, kernel.apparmor_restrict_unprivileged_userns). ` +
      `Tried: ${notes.join('; ')}`,
  );
}

async function findOverlay(
  isolation: Isolation,
  folder: string,
  notes: string[],
): Promise<string | undefined> {
  const trial = await mkdtemp(join(folder, '.overlay-'));
  try {
    for (const name of ['lower', 'upper', 'work', 'merged']) await mkdir(join(trial, name));
    for (const extra of isolation.asRoot ? [''] : [',userxattr', '']) {
      const options = `lowerdir=${trial}/lower,upperdir=${trial}/upper,workdir=${trial}/work${extra}`;
      const steps = stageCommand(
        [['mount', 'overlay', options, 'overlay', `${trial}/merged`]],
        ['mkdir', `${trial}/merged/new`],
      );
      const { status, output } = await capture([...mountNamespace(isolation), ...steps]);
      if (succeeded(status)) return extra;
      notes.push(`no overlay mounts in ${folder}: ${output.trim()}`);
    }
    return undefined;
  } finally {
    await capture([...mountNamespace(isolation), 'rm', '-rf', trial]);
    await rm(trial, { recursive: true, force: true });
  }
}
