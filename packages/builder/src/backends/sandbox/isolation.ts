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
  /** Path of the file with the system call filter that bubblewrap loads; none for machines it is not known for. */
  readonly filter: string | undefined;
  /** Path of keyctl(1), which gives commands a key ring of their own. */
  readonly keyctl: string | undefined;
  /** Extra options of overlay mounts, or `undefined` where there are no overlays. */
  readonly overlay: string | undefined;
  /** What was tried and did not work, for the log. */
  readonly notes: readonly string[];
}

export const MOUNTS = ['--mount', '--propagation', 'private'];
const PROCESSES = ['--pid', '--fork', '--kill-child', '--ipc', '--uts', '--cgroup'];

/** The command line in front of a program that gives it a private mount namespace. */
export function mountNamespace(isolation: Isolation, ...options: readonly string[]): string[] {
  return [isolation.unshare, ...isolation.userOptions, ...MOUNTS, ...options, '--'];
}

/** The same with all other private namespaces: processes, IPC, names, and the network if it is not the host's. */
export function namespaces(isolation: Isolation, network: boolean): string[] {
  return mountNamespace(isolation, ...PROCESSES, ...(network ? [] : ['--net']));
}
