import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Builder, configurePlugin, defaultSettings, type BuilderSettings, type Log } from '@kojikit/builder';
import runrootBuilder from '@kojikit/plugin-runroot/builder';
import runrootHub from '@kojikit/plugin-runroot/hub';
import { createTestHub, type Caller, type TestHub } from '@kojikit/testing';
import type {} from '@kojikit/plugin-runroot/api';
import builderPlugin from '../src/builder.js';
import hubPlugin from '../src/hub.js';

const SOURCE = ['--conditions=@kojikit/source', '--import', 'tsx'];
const KOJI = join(dirname(createRequire(import.meta.url).resolve('@kojikit/cli/package.json')), 'src/bin.ts');
export const ARCH = process.arch === 'arm64' ? 'aarch64' : 'x86_64';

const quiet: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

export interface SiteOptions {
  /** A folder of repos, one per arch, whose package `tinyfs` the roots are made of. Left out: the host's own files. */
  readonly repo?: string;
  /** `save_failed_tree.conf` of the hub and of the builder. */
  readonly hubConfig?: string;
  readonly builderConfig?: string;
  /** The rest of hub.conf. */
  readonly hubText?: string;
  readonly settings?: Partial<BuilderSettings>;
  /** Puts something between the builder and the hub: answers the URL that the builder gets. */
  readonly through?: (url: string) => Promise<string>;
}

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A hub, its builder with the sandbox, and a tag `demo` to run commands in. */
export class Site {
  private constructor(
    readonly folder: string,
    readonly hub: TestHub,
    readonly admin: Caller,
    readonly url: string,
    private readonly settings: BuilderSettings,
  ) {}

  private builder: Builder | undefined;
  private running: Promise<unknown> = Promise.resolve();

  static async start(options: SiteOptions = {}): Promise<Site> {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'failed-trees-')));
    for (const name of ['plugins', 'work', 'mock', 'mock-config']) mkdirSync(join(folder, name));
    writeFileSync(join(folder, 'plugins/save_failed_tree.conf'), options.builderConfig ?? '');
    const hub = await createTestHub({
      config: `[hub]\nPlugins = runroot_hub save_failed_tree\n${options.hubText ?? ''}`,
      plugins: [runrootHub, hubPlugin],
      pluginConfig: {
        'save_failed_tree.conf': options.hubConfig ?? '[permissions]\nallowed_methods = runroot\n',
      },
    });
    hub.hub.start();
    const url = await hub.listen();
    const admin = await hub.as('kojiadmin');
    const settings: BuilderSettings = {
      ...defaultSettings(),
      server: (await options.through?.(url)) ?? url,
      user: 'builder1',
      password: 'pw',
      sleeptime: 0.2,
      retry_interval: 1,
      maxload: 0,
      minspace: 0,
      backend: 'sandbox',
      sandbox_root: options.repo === undefined ? 'host' : 'packages',
      topdir: hub.topdir,
      topurl: `file://${hub.topdir}`,
      topurls: [`file://${hub.topdir}`],
      workdir: join(folder, 'work'),
      mockdir: join(folder, 'mock'),
      mock_config_dir: join(folder, 'mock-config'),
      ...options.settings,
    };
    const site = new Site(folder, hub, admin, url, settings);
    await site.prepare(options.repo);
    return site;
  }

  async startBuilder(): Promise<void> {
    const plugins = [runrootBuilder, builderPlugin];
    const tasks = plugins.flatMap((plugin) => configurePlugin(plugin, join(this.folder, 'plugins')));
    this.builder = new Builder({ settings: this.settings, log: quiet, forceLock: true, tasks });
    this.running = this.builder.run();
    await Promise.race([this.builder.ready, this.running]);
  }

  async stopBuilder(): Promise<void> {
    this.builder?.stop();
    await this.running;
  }

  async close(): Promise<void> {
    await this.stopBuilder();
    await this.hub.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Runs the command line as kojiadmin. */
  koji(...args: string[]): Promise<Ended> {
    const child = spawn(process.execPath, [...SOURCE, KOJI, '-c', join(this.folder, 'koji.conf'), ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (data: Buffer) => (stdout += data.toString()));
    child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
    return new Promise((resolve) => child.once('close', (code) => resolve({ code, stdout, stderr })));
  }

  /** Makes a runroot task, which is expected to fail, and waits for its end. Returns its id and buildroot. */
  async failingTask(command: string, who = this.admin): Promise<{ task: number; buildroot: number }> {
    const task = (await who.call('runroot', ['demo', ARCH, command])) as number;
    await this.ended(task);
    return { task, buildroot: await this.buildrootOf(task) };
  }

  async buildrootOf(task: number): Promise<number> {
    const rows = (await this.admin.call('listBuildroots', [], { taskID: task })) as { id: number }[];
    return rows.at(-1)!.id;
  }

  /** Waits for the end of a task. Returns its result, or the text of its fault. */
  async ended(task: number): Promise<unknown> {
    while (!(await this.admin.call('taskFinished', [task]))) await sleep(50);
    return this.admin.call('getTaskResult', [task]).catch((error: Error) => error.message);
  }

  async save(buildroot: number, full = false): Promise<{ task: number; result: unknown }> {
    const task = (await this.admin.call('saveFailedTree', [buildroot, full])) as number;
    return { task, result: await this.ended(task) };
  }

  async output(task: number): Promise<string[]> {
    return (await this.admin.call('listTaskOutput', [task])) as string[];
  }

  /** Where the hub keeps a file of a task. */
  outputFile(task: number, name: string): string {
    return join(this.hub.topdir, 'work', 'tasks', String(task % 10000), String(task), name);
  }

  async textOf(task: number, name: string): Promise<string> {
    const data = (await this.admin.call('downloadTaskOutput', [task, name])) as string;
    return Buffer.from(data, 'base64').toString();
  }

  private async prepare(repo: string | undefined): Promise<void> {
    const { admin, hub, folder, url } = this;
    await admin.call('createTag', ['demo'], { arches: ARCH });
    await admin.call('groupListAdd', ['demo', 'build']);
    await admin.call('groupPackageListAdd', ['demo', 'build', 'tinyfs']);
    if (repo !== undefined) {
      await admin.call('createExternalRepo', ['tiny', `file://${repo}/$arch/`]);
      await admin.call('addExternalRepoToTag', ['demo', 'tiny', 10]);
    }
    await admin.call('addHost', ['builder1', [ARCH]]);
    for (const channel of ['runroot', 'createrepo']) {
      await admin.call('addHostToChannel', ['builder1', channel], { create: true });
    }
    await hub.setPassword('builder1', 'pw');
    writeFileSync(
      join(folder, 'koji.conf'),
      `[koji]\nserver = ${url}\nweburl = http://hub.example.com/koji\nauthtype = password\nuser = kojiadmin\npassword = pw\npoll_interval = 1\n`,
      { mode: 0o600 },
    );
    await this.startBuilder();
    await this.ended((await admin.call('newRepo', ['demo'])) as number);
  }
}
