import type { FileHandle } from 'node:fs/promises';
import type { BuildConfig } from '../buildroot/build-config.js';
import type { RootMount, RunInRootOptions } from '../buildroot/buildroot.js';
import type { InstalledPackage } from '../buildroot/installed-package.js';
import type { LogFinder } from '../logs/log-source.js';
import type { ExitStatus } from '../process/exit-status.js';
import type { RepoInfo } from '../repos/repo-info.js';
import type { Log } from '../tasks/log.js';

/** What a backend is told about a new buildroot. */
export interface RootRequest {
  readonly buildrootId: number;
  /** `TAG-ID-REPO` */
  readonly name: string;
  readonly tagName: string;
  /** Canonical arch: that of the repo. */
  readonly arch: string;
  /** Arch for which things are built, `armv7hl` where the canonical one is `armhfp`. */
  readonly targetArch: string;
  readonly repo: RepoInfo;
  readonly config: BuildConfig;
  readonly installGroup: string;
  readonly setupDns: boolean;
  readonly internalDevSetup: boolean | undefined;
}

/** How the programs of one task are run. */
export interface RootHost {
  /** Folder of the task; `mock_output.log` is written there. */
  readonly workDir: string;
  readonly log: Log;
  /**
   * Runs a program in a group of its own that ends with the task; its output is appended to a file. When `stop` fires it
   * is ended too, and the promise rejects with the signal's reason.
   */
  run(
    command: readonly string[],
    output: string,
    environment?: NodeJS.ProcessEnv,
    stop?: AbortSignal,
  ): Promise<ExitStatus>;
  /** Runs when the task ends, however it ends. */
  onEnd(cleanup: () => void): void;
}

/** A build root as a backend makes and uses it. The methods are called one at a time. */
export interface Root {
  /** The root's folder as seen from the host; what commands wrote is below it. */
  readonly rootDir: string;
  /** Text of the configuration, uploaded as `mock_config.log` before anything else happens. */
  readonly configText: string;
  /** The logs that grow while a method runs. */
  readonly logs: LogFinder;
  /** Makes the root and installs the tag's group. */
  init(): Promise<ExitStatus>;
  install(packages: readonly string[]): Promise<ExitStatus>;
  run(command: readonly string[], options: RunInRootOptions): Promise<ExitStatus>;
  /** What the root's package database says is installed. */
  packages(): Promise<InstalledPackage[]>;
  mount(mount: RootMount, output: string): Promise<ExitStatus>;
  unmountAll(): Promise<string[]>;
  /**
   * Copies a file or folder of the host to a place inside the root where only the build user and root may write, which it
   * replaces. The folder above must be `/` of the root, or have been made by this before.
   */
  place(source: string, pathInside: string): Promise<void>;
  /** Unpacks a source package of the host and packs it again with the root's own macros, as the build user. */
  rebuildSource(sourcePackage: string): Promise<ExitStatus>;
  /** Packs a source package of a spec file and its sources, both paths inside the root, as the build user. */
  buildSource(spec: string, sources: string): Promise<ExitStatus>;
  /**
   * Installs what a source package of the host needs to be built, and builds it as the build user.
   * @param arch Default: the root's own.
   */
  buildPackages(sourcePackage: string, arch?: string): Promise<ExitStatus>;
  /** The packages that those three have made. */
  readonly results: LogFinder;
  /** Opens a file for reading with its path understood as inside the root. */
  openFile(path: string): Promise<FileHandle | undefined>;
}

/** A root that was found on disk. */
export interface LocalRoot {
  readonly buildrootId: number;
  readonly name: string;
  /** The root's own folder, with `root` and `result` in it; `undefined` if only its configuration is left. */
  readonly directory: string | undefined;
  /** Time of the last change of the `root` folder, in milliseconds; `undefined` if there is none. */
  readonly changed: number | undefined;
}

/** A root that is no longer in use, as programs of the host can see it whole. */
export interface RootView {
  /** The root's folder by the name that people know: that below `mockdir`. */
  readonly rootDir: string;
  /** The same folder as programs see it that `enter` starts. */
  readonly path: string;
  /** The command line that starts a program where the root is whole, and where it may read all of it. */
  enter(command: readonly string[]): string[];
}

/** A way to make build roots. */
export interface Backend {
  readonly name: 'mock' | 'sandbox';
  /** Finds out whether build roots can be made here. Throws with the names of what is missing. */
  check(): Promise<void>;
  /** Writes the configuration of a new root; nothing else is made before `init`. */
  create(request: RootRequest, host: RootHost): Promise<Root>;
  list(): Promise<LocalRoot[]>;
  /** Shows a root that is no longer in use; undefined if nothing is left of it. */
  view(root: LocalRoot): Promise<RootView | undefined>;
  /** Removes what takes space: the contents of the root, and its results. */
  clear(root: LocalRoot): Promise<void>;
  /** Removes the folder and the configuration. */
  remove(root: LocalRoot): Promise<void>;
  /** Undoes mounts that a killed daemon left below its roots. */
  releaseMounts(): Promise<void>;
}
