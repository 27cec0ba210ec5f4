import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Builder, configurePlugin, defaultSettings, type BuilderSettings, type Log } from '@kojikit/builder';
import runrootBuilder from '@kojikit/plugin-runroot/builder';
import runrootHub from '@kojikit/plugin-runroot/hub';
import type { HubPlugin } from '@kojikit/hub-core/plugin';
import { createTestHub, type Caller, type OpenHub, type TestHub } from '@kojikit/testing';
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
  /** Opens the hub; of `eachDatabase` for instance. */
  readonly open?: OpenHub;
  /** Further plugins of the hub. */
  readonly plugins?: readonly HubPlugin[];
  /** Users beside `kojiadmin` and `alice`. */
  readonly users?: readonly string[];
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
    const { open = createTestHub } = options;
    const hub = await open({
      config: `[hub]\nPlugins = runroot_hub save_failed_tree\n${options.hubText ?? ''}`,
      plugins: [runrootHub, hubPlugin, ...(options.plugins ?? [])],
      users: options.users ?? [],
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

  /** @param url of the hub that it works for; default: this site's. */
  async startBuilder(url = this.settings.server): Promise<void> {
    const settings = { ...this.settings, server: url };
    const plugins = [runrootBuilder, builderPlugin];
    const tasks = plugins.flatMap((plugin) => configurePlugin(plugin, join(this.folder, 'plugins')));
    this.builder = new Builder({ settings, log: quiet, forceLock: true, tasks });
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

  /** Makes a scratch build of a package whose build fails, and waits for its end. Returns it and the task below that fails. */
  async failingBuild(who: Caller): Promise<{ build: number; child: number }> {
    const build = await who.call<number>('build', [
      this.badPackage(),
      'demo',
      { scratch: true, rebuild_srpm: false },
    ]);
    await this.ended(build);
    return { build, child: await this.archTaskOf(build) };
  }

  /** The task below a build that builds for the arch. */
  async archTaskOf(build: number): Promise<number> {
    const children = await this.admin.call<{ id: number; method: string }[]>('getTaskChildren', [build]);
    return children.find(({ method }) => method === 'buildArch')!.id;
  }

  /* A source package among the uploads, whose build leaves a file behind and fails. */
  private badPackage(): string {
    const spec = join(this.folder, 'bad.spec');
    const text = [
      'Name: bad',
      'Version: 1',
      'Release: 1',
      'Summary: test',
      'License: none',
      'BuildArch: noarch',
    ];
    const parts = ['%description', 'test', '%build', 'echo seen > evidence; exit 3', '%files', ''];
    writeFileSync(spec, [...text, ...parts].join('\n'));
    const place = 'cli-build/1.abc';
    const folder = join(this.hub.topdir, 'work', place);
    const defines = [`_topdir ${this.folder}/rpmbuild`, `_srcrpmdir ${folder}`];
    const options = defines.flatMap((define) => ['--define', define]);
    execFileSync('rpmbuild', ['-bs', '--nodeps', '--quiet', ...options, spec], { stdio: 'pipe' });
    return `${place}/bad-1-1.src.rpm`;
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

  /** The task that saves the build root of another by itself, once it has ended. */
  async savingOf(task: number): Promise<{ id: number; result: unknown }> {
    const filter = { method: 'saveFailedTree', decode: true };
    for (;;) {
      const tasks = await this.admin.call<{ id: number; request: [number] }[]>('listTasks', [filter]);
      const buildroot = await this.buildrootOf(task);
      const saving = tasks.find(({ request }) => request[0] === buildroot);
      if (saving) return { id: saving.id, result: await this.ended(saving.id) };
      await sleep(100);
    }
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
    await admin.call('createBuildTarget', ['demo', 'demo', 'demo']);
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
