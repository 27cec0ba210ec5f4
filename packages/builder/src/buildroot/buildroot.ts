import type { ExitStatus } from '../process/exit-status.js';
import type { RepoInfo } from '../repos/repo-info.js';
import type { BuildConfig } from './build-config.js';

/** What a build root is made of. */
export interface BuildrootOptions {
  /** The build tag. */
  readonly tag: string | number;
  /** Arch of the root; made canonical for its name and repo. */
  readonly arch: string;
  /** Id of a repo of that tag, ready or expired. */
  readonly repoId: number;
  /** Group of the tag that is installed; default `build`. */
  readonly installGroup?: string;
  /** Lets commands inside resolve names and reach the network as the host does; default false. */
  readonly setupDns?: boolean;
  /** mock's option of that name; default: mock decides. The sandbox always sets up `/dev` itself. */
  readonly internalDevSetup?: boolean;
}

/** How a command is run inside a build root. */
export interface RunInRootOptions {
  /**
   * Files inside the root (absolute paths as seen inside) that are uploaded as task output while the command runs,
   * under their base name.
   */
  readonly follow?: readonly string[];
  /** Who runs the command inside: `root` (default) or the unprivileged `build` user. */
  readonly user?: 'root' | 'build';
  /** mock: `--new-chroot`, `--old-chroot`, or neither when left out. The sandbox has one way only. */
  readonly newChroot?: boolean;
  /** Sets the personality to the host's machine instead of the root's arch. */
  readonly skipSetarch?: boolean;
  readonly cwd?: string;
  /** Ends the command after `rpmbuild_timeout` seconds; default false. The sandbox alone needs it, mock sees to it itself. */
  readonly isBuild?: boolean;
}

/** A mount that the root gets before commands run in it. */
export interface RootMount {
  /** What is mounted: a device, a remote path, or a folder of the host for bind mounts. */
  readonly device: string;
  /** Absolute path inside the root. */
  readonly path: string;
  readonly type: string;
  /** Options of mount(8), separated by commas. */
  readonly options: string;
}

/** One build root on this host, known to the hub under `id`. */
export interface Buildroot {
  readonly id: number;
  /** `TAG-ID-REPO`: name of its folder and its configuration. */
  readonly name: string;
  readonly arch: string;
  readonly tagName: string;
  readonly repo: RepoInfo;
  readonly config: BuildConfig;

  /**
   * Makes the root and tells the hub what is installed in it. Throws BuildrootError when it cannot be made; the
   * buildroot is expired by then.
   */
  init(): Promise<void>;
  /** Installs further packages. What is installed is not reported: call `reportPackages`. */
  install(packages: readonly string[]): Promise<ExitStatus>;
  /** Tells the hub what is installed by now (`host.updateBuildRootList`; the state must be BUILDING). */
  reportPackages(): Promise<void>;
  /** Tells the hub that work in the root begins; `init` leaves it in state INIT. */
  building(): Promise<void>;
  /** Runs a program inside; its output goes to `build.log` or `root.log` of the root. */
  run(command: readonly string[], options?: RunInRootOptions): Promise<ExitStatus>;
  /**
   * Adds a mount. It lasts until `unmountAll`, or the end of the task.
   * @param log Name of a log in the task's work folder that takes the output of mount(8); uploaded with the task.
   */
  mount(mount: RootMount, log?: string): Promise<ExitStatus>;
  /** Undoes all mounts of `mount`, deepest first. Returns one text per mount point that could not be undone. */
  unmountAll(): Promise<string[]>;
  /**
   * Uploads a file of the root as task output. The path is followed as inside the root: no link leads out of it. Throws
   * GenericError if it is larger than `max_upload` of kojid.conf, holes included.
   * @returns false if there is no such regular file.
   */
  upload(pathInside: string, name?: string): Promise<boolean>;
  /** Copies a file or folder of the host into the root, where it replaces what there is; it belongs to the build user. */
  place(source: string, pathInside: string): Promise<void>;
  /**
   * Packs a source package of the host again, with the macros of the root. Throws BuildError when that fails; the
   * buildroot is expired by then. So do the two that follow.
   */
  rebuildSource(sourcePackage: string): Promise<void>;
  /** Packs a source package of a spec file and its sources, both inside the root. */
  buildSource(spec: string, sources: string): Promise<void>;
  /**
   * Builds the packages of a source package of the host, and tells the hub what is installed by then.
   * @param arch What they are built for; default: the root's own arch.
   */
  buildPackages(sourcePackage: string, arch?: string): Promise<void>;
  /** Copies the packages that were made to the task's work folder; returns their paths. */
  results(): Promise<string[]>;
  /** The names of the logs that were uploaded so far. */
  readonly logNames: readonly string[];
  /**
   * The path of a file or folder of the root as seen from the host. Only for handing to programs that show or archive
   * it: links below it are the root's own and may point anywhere.
   */
  hostPath(pathInside: string): string;
  /** Tells the hub that the root is no longer in use. May be called twice. */
  expire(): Promise<void>;
}
