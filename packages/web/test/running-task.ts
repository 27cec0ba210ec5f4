import { PathInfo, TASK_STATES } from '@kojikit/protocol';
import type { Caller } from '@kojikit/testing';
import type { Visited } from './visit.js';

/** A task that a builder works on. */
export interface RunningTask extends Visited {
  readonly id: number;
  readonly host: Caller;
  /** Appends to build.log as a builder does. */
  append(text: string | Buffer): Promise<void>;
  /** The address of the events that a page follows. */
  eventsOf(page: string): Promise<string>;
}

/** Starts a task of a builder of its own. */
export async function runningTask(visited: Visited): Promise<RunningTask> {
  const { hub, pages, get } = visited;
  const builder = await hub.rows.host();
  const host = await hub.as(builder.name);
  await host.call('exclusiveSession');
  const { id } = await hub.rows.task({ state: TASK_STATES.OPEN, hostId: builder.id });
  const folder = new PathInfo(hub.topdir).taskRelative(id);
  let offset = 0;
  return {
    ...visited,
    id,
    host,
    async append(text) {
      const data = Buffer.from(text);
      const sent = [folder, 'build.log', data.length, null, offset, data.toString('base64')];
      if (!(await host.call('uploadFile', sent))) throw new Error('the hub did not take the lines');
      offset += data.length;
    },
    async eventsOf(page) {
      const found = /data-events="([^"]*)"/.exec(await (await get(page)).text());
      return new URL(found![1]!.replaceAll('&amp;', '&'), pages).href;
    },
  };
}
