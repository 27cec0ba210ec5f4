import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Caller, OpenHub, TestHub } from '@kojikit/testing';
import plugin from '../src/hub.js';

/** A hub with a builder that is a caller of its own, and a repo to make build roots of. */
export class HubSetup {
  private constructor(
    readonly hub: TestHub,
    readonly admin: Caller,
    readonly alice: Caller,
    readonly builder: Caller,
    private readonly repo: number,
  ) {}

  static async open(open: OpenHub, options: { plugin?: string; config?: string } = {}): Promise<HubSetup> {
    const hub = await open({
      config: `[hub]\nPlugins = save_failed_tree\n${options.config ?? ''}`,
      plugins: [plugin],
      pluginConfig: { 'save_failed_tree.conf': options.plugin ?? '[permissions]\nallowed_methods = *\n' },
    });
    const admin = await hub.as('kojiadmin');
    await admin.call('addHost', ['builder1', ['x86_64', 'noarch']]);
    await hub.setPassword('builder1', 'pw');
    const builder = await hub.as('builder1');
    await builder.call('exclusiveSession');
    await admin.call('createTag', ['demo'], { arches: 'x86_64' });
    const [repo] = (await builder.call('host.repoInit', ['demo'])) as [number];
    await builder.call('host.repoDone', [repo, {}]);
    return new HubSetup(hub, admin, await hub.as('alice'), builder, repo);
  }

  /** A task of somebody with a build root, open on the builder. */
  async openTask(who: Caller = this.alice): Promise<{ task: number; buildroot: number }> {
    const task = (await who.call('build', ['git://x#1', 'nosuch'])) as number;
    await this.builder.call('host.openTask', [task]);
    const buildroot = (await this.builder.call('host.newBuildRoot', [this.repo, 'x86_64', task])) as number;
    return { task, buildroot };
  }

  async failedTask(who: Caller = this.alice): Promise<{ task: number; buildroot: number }> {
    const made = await this.openTask(who);
    await this.fail(made.task);
    return made;
  }

  /** A build of somebody with a task of one arch below it that has a build root; both are open on the builder. */
  async openBuild(who: Caller = this.alice): Promise<OpenBuild> {
    return this.openParts((await who.call('build', ['git://x#1', 'nosuch'])) as number);
  }

  /** Opens a build that waits, and makes its task of one arch. */
  async openParts(build: number): Promise<OpenBuild> {
    await this.builder.call('host.openTask', [build]);
    const request = ['x.src.rpm', 1, 'x86_64', true, {}];
    const child = await this.builder.call<number>('host.subtask', ['buildArch', request, build]);
    await this.builder.call('host.openTask', [child]);
    const buildroot = await this.builder.call<number>('host.newBuildRoot', [this.repo, 'x86_64', child]);
    return { build, child, buildroot };
  }

  /** A build that has failed since its task of one arch has. */
  async failedBuild(who: Caller = this.alice): Promise<OpenBuild> {
    const open = await this.openBuild(who);
    await this.fail(open.child);
    await this.fail(open.build);
    return open;
  }

  async fail(task: number): Promise<void> {
    await this.builder.call('host.failTask', [task, FAULT]);
  }

  /** A build root that was saved by hand. Returns the task that saved it. */
  async savedTree(who: Caller = this.alice, size = 1000): Promise<number> {
    const { buildroot } = await this.failedTask(who);
    const task = (await who.call('saveFailedTree', [buildroot, true])) as number;
    await this.builder.call('host.openTask', [task]);
    this.putArchive(task, `broot-${buildroot}.tar.gz`, size);
    await this.builder.call('host.closeTask', [task, NIL]);
    return task;
  }

  /** Writes a file of a task as if it had been uploaded; `name` may be in a folder. */
  putArchive(task: number, name: string, size: number, volume?: string): string {
    const folder = join(
      this.hub.topdir,
      ...(volume === undefined ? [] : ['vol', volume]),
      'work/tasks',
      String(task % 10000),
      String(task),
    );
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), Buffer.alloc(size));
    return join(folder, name);
  }

  async tasksOf(method: string): Promise<{ id: number; owner: number; host_id: number; state: number }[]> {
    return (await this.admin.call('listTasks', [{ method }, { order: 'id' }])) as never;
  }
}

export interface OpenBuild {
  readonly build: number;
  /** The task `buildArch` below it, whose build root it is. */
  readonly child: number;
  readonly buildroot: number;
}

export const FAULT =
  "<?xml version='1.0'?><methodResponse><fault><value><struct><member><name>faultCode</name><value><int>1005</int></value></member><member><name>faultString</name><value><string>failed</string></value></member></struct></value></fault></methodResponse>";
export const NIL =
  "<?xml version='1.0'?><methodResponse><params><param><value><nil/></value></param></params></methodResponse>";
