import { writeSync } from 'node:fs';
import { mkdir, open, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { callMethod, double, withKeywords } from '@kojikit/protocol';
import type { Backend } from '../backends/backend.js';
import { runConfined } from '../backends/sandbox/run-confined.js';
import type { Buildroot, BuildrootOptions } from '../buildroot/buildroot.js';
import { copyOut } from '../buildroot/copy-out.js';
import { createBuildroot } from '../buildroot/create-buildroot.js';
import type { Leases } from '../buildroot/leases.js';
import { holdRetiredRoot, type RetiredRoot } from '../buildroot/retired-root.js';
import type { BuilderSettings } from '../config/settings.js';
import type { UploadTarget } from '../hub/hub-session.js';
import type { Keywords, TaskHub } from '../hub/task-hub.js';
import { assertUploadSize, largestUpload } from '../limits/upload-size.js';
import { LiveLogs } from '../logs/live-logs.js';
import type { ExitStatus } from '../process/exit-status.js';
import type { ProcessRecords } from '../process/process-records.js';
import { pipeProcess, runProcess, type PipedProcess } from '../process/run-process.js';
import type { RepoInfo } from '../repos/repo-info.js';
import type { Log } from './log.js';
import type { RunningTask } from './running-task.js';
import type {
  ConfinedOptions,
  HostInfo,
  RunOptions,
  StreamUploadOptions,
  SubtaskOptions,
  Task,
  UploadOptions,
  WaitOptions,
  WriteLine,
} from './task.js';
import { waitSubtasks } from './wait-subtasks.js';

/** What a daemon lends to its tasks. */
export interface TaskServices {
  readonly settings: BuilderSettings;
  readonly backend: Backend;
  readonly records: ProcessRecords;
  readonly leases: Leases;
  readonly log: Log;
  /** Words in front of every command, which hold it to the `RLIMIT_*` options. */
  readonly resourcePrefix: readonly string[];
}

/** The output folder of a task on the hub, and of its work folder below `workdir`. */
export function taskPath(id: number): string {
  return `tasks/${id % 10000}/${id}`;
}

/** The task that a handler sees. */
export class TaskContext implements Task<unknown, unknown> {
  readonly id: number;
  readonly method: string;
  readonly hub: TaskHub;
  readonly signal: AbortSignal;
  readonly uploadPath: string;
  readonly workDir: string;
  readonly settings: BuilderSettings;
  readonly log: Log;
  private readonly logs: LiveLogs;
  private readonly cleanups: (() => Promise<void> | void)[] = [];

  constructor(
    private readonly running: RunningTask,
    private readonly services: TaskServices,
    readonly params: unknown,
    readonly config: unknown,
  ) {
    this.id = running.id;
    this.method = running.method;
    this.hub = {
      call: callMethod((call) => this.guarded(() => running.session.send(call))),
      callUnchecked: (...call) => this.guarded(() => running.session.callUnchecked(...call)),
    };
    this.signal = running.signal;
    this.settings = services.settings;
    this.log = services.log;
    this.uploadPath = taskPath(this.id);
    this.workDir = join(services.settings.workdir, this.uploadPath);
    this.logs = new LiveLogs({
      path: this.uploadPath,
      log: this.log,
      ...(this.settings.log_timestamps && { timestampDir: this.workDir }),
      send: async (data, offset, target) => {
        // A stopped task's session is closed: what is left of its logs has nowhere to go.
        if (!this.signal.aborted) await this.running.session.uploadPiece(data, offset, target, this.signal);
      },
      signal: this.signal,
      largest: largestUpload(this.settings),
    });
  }

  async setWeight(weight: number): Promise<void> {
    await this.hub.call('host.setTaskWeight', { task_id: this.id, weight: double(weight) });
  }

  async host(): Promise<HostInfo> {
    return this.hub.call('host.getHost');
  }

  async subtask(
    method: string,
    parameters: readonly unknown[],
    options: SubtaskOptions = {},
    keywords: Keywords = {},
  ): Promise<number> {
    return this.hub.call('host.subtask', {
      method,
      arglist: withKeywords(parameters, keywords),
      ...options,
      parent: this.id,
    });
  }

  async wait(subtasks: number | readonly number[], options?: WaitOptions): Promise<Map<number, unknown>> {
    const ids = typeof subtasks === 'number' ? [subtasks] : subtasks;
    const { hub, signal } = this;
    return waitSubtasks({ taskId: this.id, hub, signal, wakeup: this.running.wakeup }, ids, options);
  }

  async repo(tag: string | number): Promise<RepoInfo> {
    const repo = await this.hub.call('getRepo', { tag });
    if (repo) return repo;
    const id = await this.subtask('waitrepo', [tag, null, null]);
    return (await this.wait(id)).get(id) as RepoInfo;
  }

  async upload(file: string, options: UploadOptions = {}): Promise<void> {
    const { signal } = this;
    signal.throwIfAborted();
    const name = options.name ?? basename(file);
    assertUploadSize(name, (await stat(file)).size, this.settings);
    await this.running.session.uploadFile(file, this.target(name, options), {
      signal,
      onProgress: (sent) => assertUploadSize(name, sent, this.settings),
    });
  }

  async uploadStream(source: AsyncIterable<Uint8Array>, options: StreamUploadOptions): Promise<void> {
    const { name, onProgress } = options;
    this.signal.throwIfAborted();
    await this.running.session.uploadStream(source, this.target(name, options), {
      signal: this.signal,
      onProgress: (sent) => {
        assertUploadSize(name, sent, this.settings);
        onProgress?.(sent);
      },
    });
  }

  async withLog<Result>(name: string, work: (write: WriteLine) => Promise<Result>): Promise<Result> {
    const path = join(this.workDir, name);
    const file = await open(path, 'a');
    try {
      this.logs.followTask(path, name);
      return await this.logs.during(work((line) => void writeSync(file.fd, `${line}\n`)));
    } finally {
      await file.close();
    }
  }

  async pipe<Result>(
    command: readonly string[],
    work: (child: PipedProcess) => Promise<Result>,
    options: { readonly env?: Readonly<Record<string, string>> } = {},
  ): Promise<Result> {
    return pipeProcess(command, work, {
      signal: this.signal,
      records: this.services.records,
      ...(options.env && { env: { ...process.env, ...options.env } }),
    });
  }

  async run(command: readonly string[], options: RunOptions = {}): Promise<ExitStatus> {
    const { log: name, cwd } = options;
    const environment = options.env && { ...process.env, ...options.env };
    if (name === undefined) return this.spawn(command, undefined, environment, cwd);
    const path = join(this.workDir, name);
    const file = await open(path, options.append ? 'a' : 'w');
    try {
      await file.write(`$ ${command.join(' ')}\n`);
      this.logs.followTask(path, name);
      return await this.logs.during(this.spawn(command, file.fd, environment, cwd));
    } finally {
      await file.close();
    }
  }

  async runConfined(
    command: readonly string[],
    { log: name, result, ...options }: ConfinedOptions,
  ): Promise<ExitStatus> {
    const { workDir, settings, signal } = this;
    const output = join(workDir, name);
    this.logs.followTask(output, name);
    const take = (file: FileHandle): Promise<void> =>
      copyOut(file, result.file, result.name, settings, signal);
    const confined = { ...options, command, output, result: { name: result.name, take } };
    const folder = join(workDir, 'confined');
    const host = { run: this.runInto.bind(this) };
    return this.logs.during(runConfined(confined, folder, settings, host));
  }

  async buildroot(options: BuildrootOptions): Promise<Buildroot> {
    const { services, workDir, log } = this;
    return createBuildroot(
      {
        taskId: this.id,
        // Not the guarded one: a buildroot of a stopped task is still expired.
        hub: this.running.session,
        settings: this.settings,
        backend: services.backend,
        leases: services.leases,
        logs: this.logs,
        uploadPath: this.uploadPath,
        signal: this.signal,
        host: {
          workDir,
          log,
          run: (...run) => this.runInto(...run),
          onEnd: (cleanup) => this.onEnd(cleanup),
        },
      },
      options,
    );
  }

  async retiredRoot(buildrootId: number): Promise<RetiredRoot | undefined> {
    const { backend, leases } = this.services;
    const held = await holdRetiredRoot(backend, leases, buildrootId, this.signal);
    if (held) this.onEnd(held.release);
    return held?.root;
  }

  onEnd(cleanup: () => Promise<void> | void): void {
    this.cleanups.push(cleanup);
  }

  /** Makes the work folder. */
  async begin(): Promise<void> {
    // Nobody else's business: it holds copies of what commands made.
    await mkdir(this.workDir, { recursive: true, mode: 0o700 });
  }

  /** Runs what handlers registered with `onEnd`; one that fails does not stop the others. */
  async end(): Promise<void> {
    for (let cleanup = this.cleanups.pop(); cleanup; cleanup = this.cleanups.pop()) {
      try {
        await cleanup();
      } catch (error) {
        this.log.warn(`task ${this.id}: clean-up failed: ${String(error)}`);
      }
    }
  }

  private target(name: string, { directory, volume }: UploadOptions): UploadTarget {
    const folder = directory?.replace(/^\/+|\/+$/g, '');
    return {
      path: folder ? `${this.uploadPath}/${folder}` : this.uploadPath,
      name,
      ...(volume === undefined ? {} : { volume }),
    };
  }

  private async guarded<Result>(call: () => Promise<Result>): Promise<Result> {
    this.signal.throwIfAborted();
    const result = await call();
    this.signal.throwIfAborted();
    return result;
  }

  private async runInto(
    command: readonly string[],
    output: string,
    environment?: NodeJS.ProcessEnv,
    stop?: AbortSignal,
  ): Promise<ExitStatus> {
    const file = await open(output, 'a');
    try {
      return await this.spawn(command, file.fd, environment, undefined, stop);
    } finally {
      await file.close();
    }
  }

  private spawn(
    command: readonly string[],
    output: number | undefined,
    env: NodeJS.ProcessEnv | undefined,
    cwd?: string,
    stop?: AbortSignal,
  ): Promise<ExitStatus> {
    return runProcess([...this.services.resourcePrefix, ...command], {
      ...(output === undefined ? {} : { output }),
      ...(env === undefined ? {} : { env }),
      ...(cwd === undefined ? {} : { cwd }),
      signal: stop ? AbortSignal.any([this.signal, stop]) : this.signal,
      records: this.services.records,
    });
  }
}
