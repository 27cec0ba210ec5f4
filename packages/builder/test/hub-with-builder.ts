import { setTimeout as pause } from 'node:timers/promises';
import { TASK_STATES } from '@kojikit/protocol';
import { createTestHub, type Caller, type TestHub, type TestHubOptions } from '@kojikit/testing';
import { onTestFinished } from 'vitest';
import type { BuilderSettings } from '../src/config/settings.js';
import { Builder } from '../src/daemon/builder.js';
import type { Log } from '../src/tasks/log.js';
import { quiet, temporarySettings } from './root-setup.js';

/** A task that has ended: its state, and its result or the text of its fault. */
export interface EndedTask {
  readonly state: number;
  readonly result: unknown;
}

/** A real hub, and a real builder that does its tasks. Both end with the test. */
export class HubWithBuilder {
  private constructor(
    readonly hub: TestHub,
    readonly admin: Caller,
    /** The name of the builder's host. */
    readonly host: string,
  ) {}

  static async start({
    settings = {},
    log = quiet,
    config,
  }: {
    config?: Exclude<TestHubOptions['config'], string>;
    settings?: Partial<BuilderSettings>;
    log?: Log;
  } = {}): Promise<HubWithBuilder> {
    const hub = await createTestHub({
      // Tasks are assigned whenever the builder asks.
      config: { RunInterval: 0, ...config },
    });
    const admin = await hub.as('kojiadmin');
    const channels = [1, await createrepoChannel(admin)];
    const { name } = await hub.rows.host({ name: 'builder1', arches: 'x86_64', capacity: 10, channels });
    await hub.setPassword(name, 'secret');
    const builder = new Builder({
      settings: await temporarySettings({
        server: await hub.listen(),
        user: name,
        password: 'secret',
        topdir: hub.topdir,
        sleeptime: 0.1,
        maxload: 0,
        minspace: 0,
        backend: 'sandbox',
        sandbox_root: 'host',
        ...settings,
      }),
      log,
      forceLock: true,
    });
    const outcome = builder.run();
    onTestFinished(async () => {
      builder.stop();
      await outcome;
    });
    await builder.ready;
    return new HubWithBuilder(hub, admin, name);
  }

  /** Makes a task and waits for its end. */
  async do(method: string, parameters: readonly unknown[]): Promise<EndedTask> {
    return this.end(await this.make(method, parameters));
  }

  /** Makes a task and returns its id. */
  async make(method: string, parameters: readonly unknown[]): Promise<number> {
    return (await this.admin.call('makeTask', [method, parameters])) as number;
  }

  /** Waits for the end of a task; the test's own time is the limit. */
  async end(id: number): Promise<EndedTask> {
    for (;;) {
      const { state } = (await this.admin.call('getTaskInfo', [id])) as { state: number };
      if (state === TASK_STATES.FAILED) return { state, result: await this.fault(id) };
      if (state === TASK_STATES.CLOSED)
        return { state, result: await this.admin.call('getTaskResult', [id]) };
      if (state === TASK_STATES.CANCELED) return { state, result: undefined };
      await pause(50);
    }
  }

  private async fault(id: number): Promise<string> {
    const { faultString } = (await this.admin.call('getTaskResult', [id, false])) as { faultString: string };
    return faultString;
  }
}

async function createrepoChannel(admin: Caller): Promise<number> {
  const channel = (await admin.call('getChannel', ['createrepo'])) as { id: number };
  return channel.id;
}
