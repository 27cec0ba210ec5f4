import { machine } from 'node:os';
import type { Isolation } from './isolation.js';
import { mountNamespace } from './isolation.js';
import type { StageStep } from './stage.js';
import { deviceSteps, stageCommand } from './stage.js';

export interface InnerCommand {
  /** Folder that becomes `/`, after the steps. */
  readonly root: string;
  /** Steps that make the root what it should be. */
  readonly steps: readonly StageStep[];
  readonly command: readonly string[];
  readonly hostname: string;
  readonly network: boolean;
  readonly cwd: string;
  /** The user and group that run the command; `undefined`: root of the sandbox. */
  readonly buildUser: { readonly uid: number; readonly gid: number } | undefined;
  /** Arch whose personality the command gets; `undefined`: that of the host. */
  readonly arch: string | undefined;
}

/**
 * What root of the sandbox may still do when the daemon is root: what package scripts and installers need. Not among
 * them: mounting, loading modules, tracing, raw devices, network administration.
 */
const CAPABILITIES = [
  'CAP_CHOWN',
  'CAP_DAC_OVERRIDE',
  'CAP_FOWNER',
  'CAP_FSETID',
  'CAP_KILL',
  'CAP_SETGID',
  'CAP_SETUID',
  'CAP_SETPCAP',
  'CAP_SETFCAP',
  'CAP_NET_BIND_SERVICE',
  'CAP_SYS_CHROOT',
  'CAP_AUDIT_WRITE',
];

/** The whole command line that runs a program in a root: bubblewrap where it works, else unshare and chroot. */
export function innerCommand(isolation: Isolation, inner: InnerCommand): string[] {
  const personality = personalityOf(inner.arch);
  // Bubblewrap of root cannot become another user, chroot can.
  const line =
    isolation.bwrap !== undefined && !(isolation.asRoot && inner.buildUser)
      ? withBubblewrap(isolation, isolation.bwrap, inner)
      : withChroot(isolation, inner);
  return [...personality, ...line];
}

function withBubblewrap(isolation: Isolation, bwrap: string, inner: InnerCommand): string[] {
  const { buildUser } = inner;
  const options = [
    ...['--bind', inner.root, '/', '--dev', '/dev', '--proc', '/proc'],
    ...[
      '--unshare-ipc',
      '--unshare-pid',
      '--unshare-uts',
      '--unshare-cgroup-try',
      '--hostname',
      inner.hostname,
    ],
    ...(inner.network ? [] : ['--unshare-net']),
    ...(buildUser ? ['--unshare-user', '--uid', String(buildUser.uid), '--gid', String(buildUser.gid)] : []),
    ...(isolation.asRoot
      ? ['--cap-drop', 'ALL', ...CAPABILITIES.flatMap((name) => ['--cap-add', name])]
      : []),
    ...['--die-with-parent', '--chdir', inner.cwd, '--'],
  ];
  return [...mountNamespace(isolation), ...stageCommand(inner.steps, [bwrap, ...options, ...inner.command])];
}

function withChroot(isolation: Isolation, inner: InnerCommand): string[] {
  const { root, buildUser } = inner;
  const namespaces = [
    '--ipc',
    '--uts',
    '--pid',
    '--fork',
    '--kill-child',
    ...(inner.network ? [] : ['--net']),
  ];
  const steps: StageStep[] = [
    ...inner.steps,
    ...deviceSteps(root),
    ['dir', `${root}/proc`],
    ['mount', 'proc', 'nosuid,nodev,noexec', 'proc', `${root}/proc`],
  ];
  const command = ['/bin/sh', '-c', 'cd "$1" && shift && exec "$@"', 'sh', inner.cwd, ...inner.command];
  return [
    ...mountNamespace(isolation, ...namespaces),
    ...stageCommand(steps, [...enter(isolation, root, buildUser), ...command]),
  ];
}

function enter(isolation: Isolation, root: string, buildUser: InnerCommand['buildUser']): string[] {
  if (!buildUser) {
    // In a user namespace, root has no rights over the host to begin with.
    const kept = CAPABILITIES.map((name) => `+${name.replace('CAP_', '').toLowerCase()}`);
    const limit = isolation.asRoot ? ['setpriv', `--bounding-set=-all,${kept.join(',')}`, '--'] : [];
    return [...limit, 'chroot', root];
  }
  const { uid, gid } = buildUser;
  if (isolation.asRoot) return ['chroot', `--userspec=${uid}:${gid}`, '--groups=', root];
  return [isolation.unshare, '--user', `--map-user=${uid}`, `--map-group=${gid}`, `--root=${root}`, '--'];
}

function personalityOf(arch: string | undefined): string[] {
  const is32 = arch !== undefined && /^i[3-6]86$/.test(arch);
  return is32 && machine() === 'x86_64' ? ['setarch', arch] : [];
}
