import type { Host } from '@kojikit/protocol';
import type { BuilderSettings } from '../config/settings.js';
import type { Buildroot, BuildrootOptions } from '../buildroot/buildroot.js';
import type { RetiredRoot } from '../buildroot/retired-root.js';
import type { Keywords, TaskHub } from '../hub/task-hub.js';
import type { ExitStatus } from '../process/exit-status.js';
import type { PipedProcess } from '../process/run-process.js';
import type { Log } from './log.js';
import type { RepoInfo } from '../repos/repo-info.js';

/** Options of a subtask, named as the hub's `host.subtask` names them. */
export interface SubtaskOptions {
  /** Shown in the task tree; unique among the children of one task. */
  readonly label?: string;
  /** Which hosts may take it; default `noarch`. */
  readonly arch?: string;
  /** Name or id of the channel; default is the parent's. */
  readonly channel?: string | number;
  /** Default: one better than the parent's. */
  readonly priority?: number;
  /** Id of the host that must take it. */
  readonly assign?: number;
}

/** What is waited for, and what ends the wait. */
export interface WaitOptions {
  /** Wait for all of them instead of the first that ends; default false. */
  readonly all?: boolean;
  /** With `all`: cancel the others and throw as soon as one fails; default false. */
  readonly failAny?: boolean;
  /** Subtasks whose failure neither stops the wait nor throws. */
  readonly canFail?: readonly number[];
  /** Seconds after which the subtasks are canceled and the wait throws; default: for ever. */
  readonly timeout?: number;
}

/** Where a file goes on the hub. */
export interface UploadOptions {
  /** Name on the hub; default is the file's own. */
  readonly name?: string;
  /** Folder below the task's output folder. */
  readonly directory?: string;
  /** Volume of the hub on which the file is stored; default is the hub's default volume. */
  readonly volume?: string;
}

/** Where a stream goes on the hub; it has no name of its own. */
export interface StreamUploadOptions extends UploadOptions {
  readonly name: string;
  /** Told after every piece how many bytes the hub has. */
  readonly onProgress?: (sent: number) => void;
}

/** Writes one line into a log of the task. */
export type WriteLine = (line: string) => void;

/** How a program is run. */
export interface RunOptions {
  /**
   * Name of the log that takes stdout and stderr, below the work folder. The command line is its first line, it is
   * uploaded while the command runs. Left out: output is thrown away.
   */
  readonly log?: string;
  /** Append to the log instead of starting it anew; default false. */
  readonly append?: boolean;
  readonly cwd?: string;
  /** Variables on top of the daemon's environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/** What a confined program works on, and what it leaves. */
export interface ConfinedOptions {
  /** A folder of this host that the program sees, read-only, at `/builddir/shown`. */
  readonly shown: string;
  /** Texts that it finds in its home, `/builddir`, by name. */
  readonly files: Readonly<Record<string, string>>;
  /** As seen inside. */
  readonly cwd: string;
  /** Name of the log that takes what it prints, uploaded while it runs. */
  readonly log: string;
  /** A file that it leaves in its home, and the path here that it is copied to; the path must not exist. */
  readonly result: { readonly name: string; readonly file: string };
}

/** The host as the hub describes it. */
export type HostInfo = Pick<Host, 'id' | 'name' | 'arches' | 'capacity' | 'enabled'>;

/**
 * One task at work, as its handler sees it. Calls of the hub go through the task's own session; when the task is
 * canceled or taken away, `signal` fires, its child processes are killed, and everything it awaits here throws.
 */
export interface Task<Params = Record<string, unknown>, Config = unknown> {
  readonly id: number;
  readonly method: string;
  /** The checked arguments of the request, by name. */
  readonly params: Params;
  /** The checked configuration of the plugin that brought the task; `undefined` for tasks of the builder itself. */
  readonly config: Config;
  readonly settings: BuilderSettings;
  readonly hub: TaskHub;
  /** Fires when the task has to stop. Nothing needs to be reported to the hub then. */
  readonly signal: AbortSignal;
  /** An empty folder of the task's own; removed when the task ends. */
  readonly workDir: string;
  /** Where the task's output goes on the hub: `tasks/N/ID`. */
  readonly uploadPath: string;
  readonly log: Log;

  /** Tells the hub what the task weighs against the host's capacity from now on. */
  setWeight(weight: number): Promise<void>;
  /** The host that runs the task. */
  host(): Promise<HostInfo>;

  /**
   * Makes a subtask.
   * @param parameters Positional arguments.
   * @param keywords Named arguments of the task's request.
   * @returns The id of the subtask.
   */
  subtask(
    method: string,
    parameters: readonly unknown[],
    options?: SubtaskOptions,
    keywords?: Keywords,
  ): Promise<number>;
  /**
   * Waits for subtasks; the host's capacity is free meanwhile.
   * @returns The results by task id. The result of a failed one throws its fault, unless `canFail` names it; then it
   *   is the fault's struct.
   */
  wait(subtasks: number | readonly number[], options?: WaitOptions): Promise<Map<number, unknown>>;
  /** The tag's repo; if there is none yet, a `waitrepo` subtask is made and awaited. */
  repo(tag: string | number): Promise<RepoInfo>;

  /**
   * Uploads a file as output of the task and checks that it arrived whole. Throws GenericError if it is larger than
   * `max_upload` of kojid.conf, holes included.
   */
  upload(file: string, options?: UploadOptions): Promise<void>;
  /**
   * Uploads bytes as they come into being, piece by piece: none of it is kept on this host. A hub that is away for a
   * while is waited for as with any call. Bytes beyond `max_upload` of kojid.conf are a GenericError.
   */
  uploadStream(source: AsyncIterable<Uint8Array>, options: StreamUploadOptions): Promise<void>;
  /** Keeps a log of this name, uploaded while `work` writes lines into it. */
  withLog<Result>(name: string, work: (write: WriteLine) => Promise<Result>): Promise<Result>;
  /**
   * Runs a program (never through a shell) whose streams `work` reads and writes. It and its children end when `work`
   * does, or with the task.
   */
  pipe<Result>(
    command: readonly string[],
    work: (child: PipedProcess) => Promise<Result>,
    options?: { readonly env?: Readonly<Record<string, string>> },
  ): Promise<Result>;
  /** Runs a program (never through a shell) in a process group of its own, which ends with the task. */
  run(command: readonly string[], options?: RunOptions): Promise<ExitStatus>;
  /**
   * Runs a program of this machine on what somebody else has written: unprivileged, without a network, in a sandbox that
   * shows nothing of the host but its programs and a folder, under the limits of the sandbox. Throws GenericError where
   * this machine cannot isolate programs.
   */
  runConfined(command: readonly string[], options: ConfinedOptions): Promise<ExitStatus>;

  /** Registers a new buildroot with the hub. Call `init` on it next, and `expire` in the end whatever happened. */
  buildroot(options: BuildrootOptions): Promise<Buildroot>;
  /**
   * A buildroot of this host that is no longer in use, held so that nothing removes it before the task ends. Waits
   * while another task still has it. Undefined if this host has none of that id, or nothing is left of it.
   */
  retiredRoot(buildrootId: number): Promise<RetiredRoot | undefined>;
  /** Runs as the task ends, whether it succeeded, failed or was canceled; last registered first. */
  onEnd(cleanup: () => Promise<void> | void): void;
}
