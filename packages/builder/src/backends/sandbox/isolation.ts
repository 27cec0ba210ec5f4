import { GenericError } from '@kojikit/protocol';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { capture } from '../../process/capture.js';
import { succeeded } from '../../process/exit-status.js';
import { findProgram } from '../../process/find-program.js';
import { stageCommand } from './stage.js';

/** What this machine lets us isolate with. */
export interface Isolation {
  /** Path of unshare(1). */
  readonly unshare: string;
  /** Whether namespaces are made with root's own rights; otherwise in a user namespace. */
  readonly asRoot: boolean;
  /** Options of unshare that make a user namespace; none for root. */
  readonly userOptions: readonly string[];
  /** Path of bubblewrap, where it is installed and works. */
  readonly bwrap: string | undefined;
  /** Extra options of overlay mounts, or `undefined` where there are no overlays. */
  readonly overlay: string | undefined;
  /** What was tried and did not work, for the log. */
  readonly notes: readonly string[];
}

const MOUNTS = ['--mount', '--propagation', 'private'];
/** Most helpful first: with a range of ids, packages may own files as other users than root. */
const USER_OPTIONS = [
  ['--user', '--map-root-user', '--map-auto'],
  ['--user', '--map-root-user'],
];

/**
 * Tries out what works here.
 * @param folder Where roots will be made: whether overlays work depends on its file system.
 * @throws GenericError naming what is missing when roots cannot be isolated at all.
 */
export async function probeIsolation(folder: string): Promise<Isolation> {
  const unshare = await findProgram('unshare');
  if (unshare === undefined) throw new GenericError('the sandbox needs unshare (package util-linux)');
  const notes: string[] = [];
  const options = await findNamespaces(unshare, notes);
  const userOptions = options ?? [];
  const isolation: Isolation = {
    unshare,
    asRoot: userOptions.length === 0,
    userOptions,
    bwrap: undefined,
    overlay: undefined,
    notes,
  };
  const bwrap = await findBubblewrap(isolation, notes);
  if (bwrap === undefined) await checkProcesses(isolation);
  return { ...isolation, bwrap, overlay: await findOverlay(isolation, folder, notes) };
}

/** The command line in front of a program that gives it a private mount namespace. */
export function mountNamespace(isolation: Isolation, ...options: readonly string[]): string[] {
  return [isolation.unshare, ...isolation.userOptions, ...MOUNTS, ...options, '--'];
}

async function findNamespaces(unshare: string, notes: string[]): Promise<readonly string[] | undefined> {
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

async function findBubblewrap(isolation: Isolation, notes: string[]): Promise<string | undefined> {
  const bwrap = await findProgram('bwrap');
  if (bwrap === undefined) {
    notes.push('bubblewrap is not installed: unshare and chroot are used');
    return undefined;
  }
  const trial = [
    bwrap,
    '--ro-bind',
    '/',
    '/',
    '--proc',
    '/proc',
    '--dev',
    '/dev',
    '--unshare-ipc',
    '--unshare-pid',
  ];
  const { status, output } = await capture([
    ...mountNamespace(isolation),
    ...trial,
    '--unshare-uts',
    '--',
    'true',
  ]);
  if (succeeded(status)) return bwrap;
  notes.push(`bubblewrap does not work here: ${output.trim()}`);
  return undefined;
}

async function checkProcesses(isolation: Isolation): Promise<void> {
  const command = stageCommand([['mount', 'proc', 'nosuid,nodev,noexec', 'proc', '/proc']], ['true']);
  const { status, output } = await capture([
    ...mountNamespace(isolation, '--pid', '--fork', '--kill-child'),
    ...command,
  ]);
  if (succeeded(status)) return;
  throw new GenericError(
    `the sandbox cannot make a process namespace with a /proc of its own: ${output.trim()}`,
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
