import { mkdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { BuildError, BuildrootError } from '@kojikit/protocol';
import type { Root } from '../backends/backend.js';
import type { BuilderSettings } from '../config/settings.js';
import type { HubSession } from '../hub/hub-session.js';
import type { LiveLogs } from '../logs/live-logs.js';
import { fileSource } from '../logs/log-source.js';
import { succeeded, describeExit } from '../process/exit-status.js';
import type { ExitStatus } from '../process/exit-status.js';
import type { RepoInfo } from '../repos/repo-info.js';
import type { Log } from '../tasks/log.js';
import type { BuildConfig } from './build-config.js';
import type { Buildroot, RootMount, RunInRootOptions } from './buildroot.js';
import { copyOut } from './copy-out.js';
import { mapPackages, type ReportedPackage } from './map-packages.js';

export interface TaskBuildrootParts {
  readonly id: number;
  readonly name: string;
  readonly arch: string;
  readonly repo: RepoInfo;
  readonly config: BuildConfig;
  readonly root: Root;
  readonly backendName: string;
  readonly hub: HubSession;
  readonly settings: BuilderSettings;
  readonly logs: LiveLogs;
  readonly workDir: string;
  readonly uploadPath: string;
  readonly log: Log;
  /** Fires when the task has to stop. */
  readonly signal: AbortSignal;
}

/** A buildroot of a running task: a backend's root, its state on the hub, and its logs. */
export class TaskBuildroot implements Buildroot {
  readonly id: number;
  readonly name: string;
  readonly arch: string;
  readonly repo: RepoInfo;
  readonly config: BuildConfig;
  private readonly parts: TaskBuildrootParts;
  private expired = false;

  constructor(parts: TaskBuildrootParts) {
    this.parts = parts;
    ({ id: this.id, name: this.name, arch: this.arch, repo: this.repo, config: this.config } = parts);
    parts.logs.follow(parts.root.logs);
    parts.logs.follow(() =>
      Promise.resolve([fileSource(join(parts.workDir, 'mock_output.log'), 'mock_output.log')]),
    );
  }

  get tagName(): string {
    return this.config.name;
  }

  async init(): Promise<void> {
    const { root, hub, logs } = this.parts;
    const status = await logs.during(root.init());
    if (!succeeded(status)) {
      await this.expire();
      const { backendName } = this.parts;
      throw new BuildrootError(
        `could not init ${backendName} buildroot, ${describeExit(status, backendName)}; see ${logOf(status)} for more information`,
      );
    }
    await hub.call('host.setBuildRootList', { brootid: this.id, rpmlist: await this.packages() });
  }

  async install(packages: readonly string[]): Promise<ExitStatus> {
    return this.parts.logs.during(this.parts.root.install(packages));
  }

  async reportPackages(): Promise<void> {
    await this.parts.hub.call('host.updateBuildRootList', {
      brootid: this.id,
      rpmlist: await this.packages(),
    });
  }

  async building(): Promise<void> {
    await this.parts.hub.call('host.setBuildRootState', { brootid: this.id, state: 'BUILDING' });
  }

  async run(command: readonly string[], options: RunInRootOptions = {}): Promise<ExitStatus> {
    const { logs, root } = this.parts;
    for (const path of options.follow ?? []) {
      logs.follow(() => Promise.resolve([{ name: basename(path), open: () => root.openFile(path) }]));
    }
    return logs.during(root.run(command, options));
  }

  async mount(mount: RootMount, log?: string): Promise<ExitStatus> {
    const { logs, root, workDir } = this.parts;
    const output = join(workDir, log ?? 'mount.log');
    if (log !== undefined) logs.follow(() => Promise.resolve([fileSource(output, log)]));
    return logs.during(root.mount(mount, output));
  }

  async unmountAll(): Promise<string[]> {
    return this.parts.root.unmountAll();
  }

  async upload(pathInside: string, name = basename(pathInside)): Promise<boolean> {
    const { hub, root, uploadPath, workDir, settings, signal } = this.parts;
    const file = await root.openFile(pathInside);
    if (!file) return false;
    // A copy, since commands that outlive the run may still change the file while its checksum is compared.
    const copy = join(workDir, `upload-${this.id}`);
    try {
      await copyOut(file, copy, pathInside, settings, signal);
      await hub.uploadFile(copy, { path: uploadPath, name }, { signal });
    } finally {
      await file.close();
      await rm(copy, { force: true });
    }
    return true;
  }

  async place(source: string, pathInside: string): Promise<void> {
    return this.parts.root.place(source, pathInside);
  }

  async rebuildSource(sourcePackage: string): Promise<void> {
    await this.build((root) => root.rebuildSource(sourcePackage), 'error building srpm');
  }

  async buildSource(spec: string, sources: string): Promise<void> {
    await this.build((root) => root.buildSource(spec, sources), 'error building srpm');
  }

  async buildPackages(sourcePackage: string, arch?: string): Promise<void> {
    await this.build(
      (root) => root.buildPackages(sourcePackage, arch),
      `error building package (arch ${arch ?? 'None'})`,
      () => this.reportPackages(),
    );
  }

  async results(): Promise<string[]> {
    const { root, workDir, settings, signal } = this.parts;
    const folder = join(workDir, 'result');
    await mkdir(folder, { recursive: true });
    const copies: string[] = [];
    for (const { name, open } of await root.results()) {
      const file = await open();
      if (!file) continue;
      const copy = join(folder, name);
      try {
        await copyOut(file, copy, name, settings, signal);
      } finally {
        await file.close();
      }
      copies.push(copy);
    }
    return copies;
  }

  get logNames(): string[] {
    return ['mock_config.log', ...this.parts.logs.namesOfRoots.filter((name) => name !== 'mock_config.log')];
  }

  hostPath(pathInside: string): string {
    return join(this.parts.root.rootDir, join('/', pathInside));
  }

  async expire(): Promise<void> {
    if (this.expired) return;
    this.expired = true;
    try {
      await this.parts.hub.call('host.setBuildRootState', { brootid: this.id, state: 'EXPIRED' });
    } catch (error) {
      // The daemon expires buildroots without a running task, so this one will not stay.
      this.parts.log.warn(`cannot expire buildroot ${this.name}: ${String(error)}`);
    }
  }

  private async build(
    work: (root: Root) => Promise<ExitStatus>,
    failure: string,
    report?: () => Promise<void>,
  ): Promise<void> {
    await this.building();
    const { root, logs, backendName } = this.parts;
    const status = await logs.during(work(root));
    await report?.();
    if (succeeded(status)) return;
    await this.expire();
    throw new BuildError(
      `${failure}, ${describeExit(status, backendName)}; see ${logOf(status)} for more information`,
    );
  }

  private async packages(): Promise<ReportedPackage[]> {
    const { root, hub, settings, repo, arch, log } = this.parts;
    return mapPackages(await root.packages(), { hub, settings, repo, arch, log });
  }
}

function logOf(status: ExitStatus): string {
  if (status.code === 10) return 'build.log';
  return status.code === 1 ? 'build.log or root.log' : 'root.log';
}
