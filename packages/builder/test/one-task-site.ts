import { spawn, type ChildProcess } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createTestHub, type Caller, type TestHub } from '@kojikit/testing';
import { onTestFinished } from 'vitest';
import type { BuilderSettings } from '../src/config/settings.js';
import { Builder, type BuilderOutcome } from '../src/daemon/builder.js';
import type { OneTaskOptions } from '../src/daemon/one-task.js';
import type { BuilderPlugin } from '../src/plugins/builder-plugin.js';
import { configurePlugin } from '../src/plugins/load-plugins.js';
import { quiet, temporarySettings } from './root-setup.js';

interface PluginModule {
  readonly default: BuilderPlugin<unknown>;
}
// @ts-expect-error a plugin in plain JavaScript, as operators write them
const { default: counted } = (await import('../fixtures/plugins/counted.mjs')) as PluginModule;
// @ts-expect-error a plugin in plain JavaScript, as operators write them
const { default: rooted } = (await import('../fixtures/plugins/rooted.mjs')) as PluginModule;

const BIN = fileURLToPath(new URL('../src/bin.ts', import.meta.url));
const PLUGINS = fileURLToPath(new URL('../fixtures/plugins', import.meta.url));

/** A builder of a real hub: its host, its folders and its configuration file. */
export interface Machine {
  readonly settings: BuilderSettings;
  /** Takes one task in this process. */
  take(options?: OneTaskOptions, changes?: Partial<BuilderSettings>): Taking;
  /** Starts `kojid --one-task` with these arguments besides: a process that signals can be sent to. */
  start(...args: string[]): Started;
}

export interface Taking {
  readonly ended: Promise<BuilderOutcome>;
  /** What SIGTERM does. */
  stop(): void;
}

export interface Started {
  readonly process: ChildProcess;
  /** The exit status, or the signal that ended the program. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
  /** What it has written so far. */
  output(): string;
}

/** A real hub whose builders take one task. */
export class OneTaskSite {
  private constructor(
    readonly hub: TestHub,
    readonly admin: Caller,
    private readonly url: string,
  ) {}

  static async create(): Promise<OneTaskSite> {
    // Tasks are assigned whenever a builder asks.
    const hub = await createTestHub({ config: { RunInterval: 0 } });
    return new OneTaskSite(hub, await hub.as('kojiadmin'), await hub.listen());
  }

  async machine(name: string, arches = 'x86_64'): Promise<Machine> {
    const { id } = (await this.admin.call('getChannel', ['createrepo'])) as { id: number };
    await this.hub.rows.host({ name, arches, capacity: 10, channels: [1, id] });
    await this.hub.setPassword(name, 'secret');
    const settings = await temporarySettings({
      ...{ server: this.url, user: name, password: 'secret' },
      ...{
        topdir: this.hub.topdir,
        topurl: `file://${this.hub.topdir}`,
        topurls: [`file://${this.hub.topdir}`],
      },
      ...{ backend: 'sandbox', sandbox_root: 'host', sleeptime: 0.5, maxload: 0, minspace: 0 },
    });
    const file = join(settings.workdir, 'kojid.conf');
    const named = ['server', 'user', 'password', 'topdir', 'topurl', 'backend', 'sandbox_root'] as const;
    const folders = ['workdir', 'mockdir', 'maxload', 'minspace'] as const;
    const lines = [...named, ...folders].map((key) => `${key} = ${String(settings[key])}\n`);
    await writeFile(file, `[kojid]\npluginpath = ${PLUGINS}\nplugin = counted\n${lines.join('')}`);
    return {
      settings,
      start: (...args) => run(['-c', file, '-v', '--one-task', ...args]),
      take: (oneTask = {}, changes = {}) => {
        const tasks = [counted, rooted].flatMap((plugin) => configurePlugin(plugin));
        const builder = new Builder({ settings: { ...settings, ...changes }, tasks, log: quiet, oneTask });
        const ended = builder.run();
        onTestFinished(async () => {
          builder.stop();
          await ended.catch(() => undefined);
        });
        return { ended, stop: () => builder.stop() };
      },
    };
  }

  async make(method: string, request: readonly unknown[], options: object = {}): Promise<number> {
    const keywords = { __starstar: true, ...options };
    return (await this.admin.call('makeTask', [method, request, keywords])) as number;
  }

  async task(id: number): Promise<{ state: number; host_id: number | null }> {
    return (await this.admin.call('getTaskInfo', [id])) as { state: number; host_id: number | null };
  }

  /** Whether the hub may assign tasks to a host. */
  async isReady(name: string): Promise<boolean> {
    const hosts = (await this.admin.call('listHosts', [null, null, true])) as { name: string }[];
    return hosts.some((host) => host.name === name);
  }
}

/** The lines of a file; none where there is no file yet. */
export async function linesOf(file: string): Promise<string[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.split('\n').filter(Boolean);
}

/** Looks until it is so; the test's own time is the limit. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await pause(50);
}

function run(args: readonly string[]): Started {
  const command = ['--conditions=@kojikit/source', '--import', 'tsx', BIN, ...args];
  const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const add = (text: string): void => void (output += text);
  child.stdout.setEncoding('utf8').on('data', add);
  child.stderr.setEncoding('utf8').on('data', add);
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) =>
    child.once('exit', (code, signal) => resolve(code ?? signal)),
  );
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return { process: child, ended, output: () => output };
}
