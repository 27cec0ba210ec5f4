import { machine } from 'node:os';
import { namespaces } from './isolation.js';
import type { Isolation } from './isolation.js';
import { rootSteps } from './root-steps.js';
import type { StageStep } from './stage.js';
import { stageCommand } from './stage.js';

export interface InnerCommand {
  /** Folder that becomes `/`, after the steps. */
  readonly root: string;
  /** Steps that make the root what it should be. */
  readonly steps: readonly StageStep[];
  /** Steps that need the root's `/dev` and `/proc`. */
  readonly lateSteps?: readonly StageStep[];
  readonly command: readonly string[];
  readonly hostname: string;
  readonly network: boolean;
  readonly cwd: string;
  /** The user and group that run the command; `undefined`: root of the sandbox. */
  readonly buildUser: { readonly uid: number; readonly gid: number } | undefined;
  /** Options of prlimit(1) for the command; default: none. */
  readonly rlimits?: readonly string[];
  /** Arch whose personality the command gets; `undefined`: that of the host. */
  readonly arch: string | undefined;
}

/**
 * What root of the sandbox may still do, within its user namespace: what package scripts and installers need. Not among
 * them: mounting, modules, tracing, devices, system limits, network administration.
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
/** What chroot needs to become the build user; none of it is left after that. */
const CHANGE_USER = ['CAP_SETGID', 'CAP_SETUID', 'CAP_SYS_CHROOT'];

/** Takes back the right to make user namespaces, but for as many as are named, then becomes a program. */
const LIMIT = `
echo "$1" >/proc/sys/user/max_user_namespaces || exit 125
shift
exec "$@"`;

/**
 * First process of a sandbox: it stays, so that the command is an ordinary process and its orphans are waited for. The
 * command cannot look at it, since it has rights that the command has not.
 */
const FIRST_PROCESS = `
cd "$1" || exit 125
shift
"$@" &
wait $!`;

/**
 * The same when the daemon is root. The command gets a user namespace in which all ids are what they are outside, so that
 * its capabilities count for nothing of the machine, and so that what was mounted before cannot be taken off again. Only
 * a process outside of it may say what the ids are; unshare has that only in newer versions.
 */
const FIRST_PROCESS_OF_ROOT = `
cd "$1" || exit 125
unshare=$2
shift 2
own=$(readlink /proc/self/ns/user)
"$unshare" --user --mount --propagation private -- /bin/sh -c '
tries=0
until read -r map </proc/self/uid_map && [ -n "$map" ]; do
  tries=$((tries + 1))
  [ $tries -lt 1000 ] || exit 125
  sleep 0.01
done
exec "$@"' sandbox "$@" &
tries=0
until other=$(readlink /proc/$!/ns/user) && [ "$other" != "$own" ]; do
  # Gone already: no namespace could be made.
  read -r pid name state rest </proc/$!/stat && [ "$state" != Z ] || exit 125
  tries=$((tries + 1))
  [ $tries -lt 1000 ] || exit 125
  sleep 0.01
done
for map in gid_map uid_map; do echo "0 0 4294967295" >/proc/$!/$map || exit 125; done
wait $!`;

/**
 * Puts the folder it starts in over everything else, so that even root finds no way from there to the old root: going up
 * from it leads to itself.
 */
const COVER = `
mount -n --rbind . . && cd "$PWD" && mount -n --move . / || exit 125
exec "$@"`;

/** Opens the filter for bubblewrap, which takes it as a descriptor. */
const WITH_FILTER = `
filter=$1
shift
exec "$@" 9<"$filter"`;

/** keyctl tells about the new key ring where the command's own messages belong. */
const KEY_RING = `
keyctl=$1
shift
exec "$keyctl" session - /bin/sh -c 'exec "$@" 2>&3 3>&-' sandbox "$@" 3>&2 2>/dev/null`;

/** The whole command line that runs a program in a root. */
export function innerCommand(isolation: Isolation, inner: InnerCommand): string[] {
  const { root, hostname, network, buildUser, lateSteps = [], rlimits = [] } = inner;
  const steps: StageStep[] = [['hostname', hostname], ...inner.steps, ...rootSteps(root), ...lateSteps];
  const first = isolation.asRoot
    ? [FIRST_PROCESS_OF_ROOT, 'sandbox', root, isolation.unshare]
    : [FIRST_PROCESS, 'sandbox', root];
  // A plain user's build user is another id of a namespace of its own.
  const ownNamespace = buildUser !== undefined && !isolation.asRoot;
  const bounds = rlimits.length === 0 ? [] : ['prlimit', ...rlimits, '--'];
  const limited = [
    '/bin/sh',
    '-c',
    LIMIT,
    'sandbox',
    ownNamespace ? '1' : '0',
    ...bounds,
    ...enter(isolation, inner),
  ];
  return [
    ...personalityOf(inner.arch),
    ...ownKeyRing(isolation),
    ...namespaces(isolation, network),
    ...stageCommand(steps, ['/bin/sh', '-c', ...first, ...limited]),
  ];
}

function enter(isolation: Isolation, inner: InnerCommand): string[] {
  const { bwrap } = isolation;
  const { root, buildUser, cwd, command } = inner;
  if (bwrap === undefined) return coverAndEnter(isolation, inner);
  // Bubblewrap of root cannot become another user, chroot can.
  if (isolation.asRoot && buildUser) {
    const options = ['--dev-bind', '/', '/', '--cap-add', 'ALL', '--chdir', root];
    return [...bubblewrap(isolation, bwrap, options), ...coverAndEnter(isolation, inner)];
  }
  const options = [
    ...['--dev-bind', root, '/', '--cap-drop', 'ALL'],
    ...(buildUser
      ? ['--unshare-user', '--uid', String(buildUser.uid), '--gid', String(buildUser.gid)]
      : CAPABILITIES.flatMap((name) => ['--cap-add', name])),
    ...['--die-with-parent', '--chdir', cwd],
  ];
  return [...bubblewrap(isolation, bwrap, options), ...command];
}

/** The filter refuses all that can be done with key rings, so that it needs no other. */
function ownKeyRing({ bwrap, filter, keyctl }: Isolation): string[] {
  if (keyctl === undefined || (bwrap !== undefined && filter !== undefined)) return [];
  return ['/bin/sh', '-c', KEY_RING, 'sandbox', keyctl];
}

function bubblewrap({ filter }: Isolation, bwrap: string, options: readonly string[]): string[] {
  if (filter === undefined) return [bwrap, ...options, '--'];
  return ['/bin/sh', '-c', WITH_FILTER, 'sandbox', filter, bwrap, '--seccomp', '9', ...options, '--'];
}

function coverAndEnter(isolation: Isolation, { buildUser, cwd, command }: InnerCommand): string[] {
  const program = ['/bin/sh', '-c', 'cd "$1" && shift && exec "$@"', 'sh', cwd, ...command];
  const cover = ['/bin/sh', '-c', COVER, 'sandbox'];
  if (buildUser && !isolation.asRoot) {
    const ids = [`--map-user=${buildUser.uid}`, `--map-group=${buildUser.gid}`];
    return [
      ...cover,
      'setpriv',
      '--no-new-privs',
      '--',
      isolation.unshare,
      '--user',
      ...ids,
      '--root=.',
      '--wd=/',
      '--',
      ...program,
    ];
  }
  const kept = (buildUser ? CHANGE_USER : CAPABILITIES).map(
    (name) => `+${name.replace('CAP_', '').toLowerCase()}`,
  );
  const user = buildUser ? [`--userspec=${buildUser.uid}:${buildUser.gid}`, '--groups='] : [];
  return [
    ...cover,
    ...['setpriv', '--no-new-privs', `--bounding-set=-all,${kept.join(',')}`, '--'],
    ...['chroot', ...user, '.'],
    ...program,
  ];
}

function personalityOf(arch: string | undefined): string[] {
  const is32 = arch !== undefined && /^i[3-6]86$/.test(arch);
  return is32 && machine() === 'x86_64' ? ['setarch', arch] : [];
}
