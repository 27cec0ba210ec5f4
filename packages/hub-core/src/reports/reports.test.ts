import sql from 'sql-template-tag';
import { expect, it } from 'vitest';
import {
  BUILD_STATES,
  type CountedList,
  encodeCall,
  plain,
  type SiteOverview,
  TASK_STATES,
} from '@kojikit/protocol';
import { eachDatabase, type TestHub } from '@kojikit/testing';
import { asHub } from '../rpc/as-hub.js';
import { reasonOf } from './waiting-reason.js';

const NOW = Math.floor(Date.now() / 1000);
const DAY = 86_400;
const { CLOSED, FAILED, OPEN, FREE, CANCELED } = TASK_STATES;

const as = async <T>(
  hub: TestHub,
  method: string,
  args: unknown[] = [],
  named: Record<string, unknown> = {},
) => plain(await hub.anonymous.call<T>(method, args, named)) as T;

/** Says of a task or build when it was made, started and ended. */
function times(hub: TestHub, table: 'task' | 'build', id: number, moments: Record<string, number>) {
  return asHub(hub.hub.parts, 'times', async (ctx) => {
    const values = Object.entries(moments).map(([column, at]) => [column, ctx.db.dialect.moment(at)]);
    await ctx.db.update(table, Object.fromEntries(values) as Record<string, unknown>, sql`id = ${id}`);
  });
}

eachDatabase('the reports', (open) => {
  it('count what users have, also those who have nothing, and say what holds of the whole list', async () => {
    const hub = await open();
    for (let number = 0; number < 3; number += 1) await hub.rows.build({ owner: 2 });
    await hub.rows.build();
    await hub.rows.task({ owner: 2 });
    await hub.rows.tag({ packages: ['bash', 'zsh'] });
    await hub.rows.tag({ packages: ['bash'] });
    await hub.rows.host({ name: 'b1' });
    const alice = { id: 2, name: 'alice' };
    const admin = { id: 1, name: 'kojiadmin' };
    expect(await as(hub, 'reports.countByUser', ['builds'])).toEqual({
      rows: [
        { ...alice, count: 3 },
        { ...admin, count: 1 },
      ],
      total: 2,
      most: 3,
      sum: 4,
    });
    expect(await as(hub, 'reports.countByUser', ['packages'])).toMatchObject({
      rows: [
        { ...admin, count: 3 },
        { ...alice, count: 0 },
      ],
    });
    expect(await as(hub, 'reports.countByUser', ['tasks'], { order: 'name', offset: 1, limit: 1 })).toEqual({
      rows: [{ ...admin, count: 0 }],
      total: 2,
      most: 1,
      sum: 1,
    });
  });

  it('refuse what they do not know', async () => {
    const hub = await open();
    const refused = (method: string, ...args: unknown[]) => expect(as(hub, method, args)).rejects;
    await refused('reports.countByUser', 'wishes').toThrow('none of builds, packages, tasks');
    await refused('reports.countByUser', 'builds', 'id; DROP TABLE build').toThrow('none of name');
    await refused('reports.countByUser', 'builds', 'name', 0, 1001).toThrow('1001 is not from 1 to 1000');
    await refused('reports.listBuildDays', 4000).toThrow('not from 1 to 366');
  });

  it('count what hosts did, by the arches of hosts and RPMs', async () => {
    const hub = await open();
    const [b1, b2] = [
      await hub.rows.host({ name: 'b1' }),
      await hub.rows.host({ name: 'b2', arches: 'ppc64 i686' }),
    ];
    await hub.rows.task({ hostId: b1.id, state: OPEN });
    await hub.rows.task({ hostId: b1.id, state: CLOSED });
    const count = (...args: unknown[]) => as<CountedList>(hub, 'reports.countByHost', args);
    const rows = [
      { id: b1.id, name: 'b1', count: 2 },
      { id: b2.id, name: 'b2', count: 0 },
    ];
    expect(await count('tasks')).toEqual({ rows, total: 2, most: 2, sum: 2 });
    expect((await count('tasks', ['i386', 'i686'])).rows).toEqual([rows[1]]);
    expect((await count('tasks', ['ppc'])).rows).toEqual([]);
    expect((await count('tasks', ['%'])).rows).toEqual([]);
    expect((await count('rpms', null, ['noarch'])).sum).toBe(0);
  });

  it('count builds by their target, out of any form of request', async () => {
    const hub = await open();
    const target = await hub.rows.target({ name: 'f40' });
    const build = async (to: unknown, days = 0) => {
      const { id } = await hub.rows.task({
        method: 'build',
        params: ['git://x#1', to, { scratch: true }],
        state: CLOSED,
      });
      await times(hub, 'task', id, { completion_time: NOW - days * DAY - 5 });
      return id;
    };
    await build('f40');
    const short = await build('f40');
    await build(null);
    await build('gone');
    await build('a <b> &lt; c');
    await build('f40', 9);
    const request = encodeCall('build', ['x', 'f40'])
      .replace(/<string>|<\/string>/g, '')
      .replaceAll('</param>', '\n</param>\n');
    await asHub(hub.hub.parts, 'request', (ctx) => ctx.db.update('task', { request }, sql`id = ${short}`));
    expect(await as(hub, 'reports.countByTarget', [7, 'name'])).toMatchObject({ total: 4, most: 2, sum: 5 });
    const { rows } = await as<CountedList>(hub, 'reports.countByTarget');
    expect(rows[0]).toEqual({ id: target.id, name: 'f40', count: 3 });
    expect(rows).toContainEqual({ id: null, name: 'gone', count: 1 });
    expect(rows).toContainEqual({ id: null, name: 'a <b> &lt; c', count: 1 });
    expect(rows).toContainEqual({ id: null, name: null, count: 1 });
  });

  it('count builds by how and when they ended', async () => {
    const hub = await open();
    const task = (await hub.rows.task()).id;
    const ended = async (state: number, days: number, taskId?: number) => {
      const { id } = await hub.rows.build({ state, ...(taskId !== undefined && { taskId }) });
      await times(hub, 'build', id, { completion_time: NOW - days * DAY });
    };
    await ended(BUILD_STATES.COMPLETE, 0, task);
    await ended(BUILD_STATES.COMPLETE, 0);
    await ended(BUILD_STATES.FAILED, 2, task);
    await ended(BUILD_STATES.FAILED, 40, task);
    const states = (completed: number, failed: number) => [
      { state: BUILD_STATES.COMPLETE, count: completed },
      { state: BUILD_STATES.FAILED, count: failed },
      { state: BUILD_STATES.CANCELED, count: 0 },
    ];
    expect(await as(hub, 'reports.countByState', [7])).toEqual(states(1, 1));
    expect(await as(hub, 'reports.countByState')).toEqual(states(1, 2));
    const today = Math.floor(NOW / DAY);
    expect(await as(hub, 'reports.listBuildDays')).toEqual([
      { day: today - 2, state: BUILD_STATES.FAILED, count: 1 },
      { day: today, state: BUILD_STATES.COMPLETE, count: 2 },
    ]);
    expect(await as(hub, 'reports.listFailures', ['package'])).toMatchObject([{ failed: 1, count: 1 }]);
  });

  it('tell how long tasks waited and worked, and of which hosts they failed', async () => {
    const hub = await open();
    const host = await hub.rows.host({ name: 'b1' });
    for (let number = 1; number <= 10; number += 1) {
      const state = number > 8 ? FAILED : CLOSED;
      const { id } = await hub.rows.task({ method: 'buildArch', state, hostId: host.id });
      const end = NOW - 1;
      const started = end - number * 60;
      await times(hub, 'task', id, {
        create_time: started - number,
        start_time: started,
        completion_time: end,
      });
    }
    await hub.rows.task({ method: 'buildArch', state: CANCELED });
    const expected = { count: 10, wait_median: 5, wait_p90: 9, work_median: 300, work_p90: 540 };
    expect(await as(hub, 'reports.listTaskTimes')).toEqual([{ method: 'buildArch', day: null, ...expected }]);
    const day = Math.floor((NOW - 1) / DAY);
    expect(await as(hub, 'reports.listTaskTimes', [2, 'buildArch'])).toEqual([
      { method: 'buildArch', day, ...expected },
    ]);
    expect(await as(hub, 'reports.listTaskTimes', [2, 'nothing'])).toEqual([]);
    expect(await as(hub, 'reports.listFailures', ['host', 30, '-share'])).toEqual([
      { id: host.id, name: 'b1', failed: 2, count: 10 },
    ]);
  });

  it('tell of channels and hosts, and what waits for which reason', async () => {
    const hub = await open();
    await hub.rows.host({ name: 'b1', capacity: 4 });
    await hub.rows.host({ name: 'b2', arches: 'aarch64', enabled: false });
    const b1 = await hub.as('b1');
    await b1.call('exclusiveSession');
    await b1.call('host.updateHost', [1.5, true]);
    await hub.rows.task({ arch: 'x86_64' });
    await hub.rows.task({ arch: 'x86_64' });
    await hub.rows.task({ arch: 'aarch64' });
    await hub.rows.task({ arch: 's390x' });
    await hub.rows.task({ method: 'waitrepo', state: OPEN });
    const load = async () => (await as<SiteOverview>(hub, 'describeSite')).load;
    const { waiting, hosts } = await load();
    expect(
      waiting.map(({ reason, channel_name, arch, count }) => [reason, channel_name, arch, count]),
    ).toEqual(
      expect.arrayContaining([
        ['queued', 'default', 'x86_64', 2],
        ['hosts_disabled', 'default', 'aarch64', 1],
        ['no_host', 'default', 's390x', 1],
        ['repo', null, null, 1],
      ]),
    );
    expect(waiting).toHaveLength(4);
    expect(hosts).toMatchObject({ enabled: 1, disabled: 1, ready: 1, capacity: 4, load: 1.5 });
    expect(hosts.busiest).toMatchObject([{ name: 'b1', ready: true, load: 1.5 }]);
    const health = await as<{ name: string }[]>(hub, 'reports.listChannelHealth', ['aarch64']);
    expect(health.find(({ name }) => name === 'default')).toMatchObject({
      hosts_enabled: 0,
      hosts_disabled: 1,
      load: 0,
    });
    expect(health.find(({ name }) => name === 'vm')).toMatchObject({ hosts_enabled: 0, hosts_disabled: 0 });
    await hub.rows.task({ state: FREE, channelId: 6 });
    expect((await load()).waiting).toHaveLength(5);
  });
});

it('hosts without capacity left are told from those that do not check in', () => {
  const task = {
    kind: 'free',
    channel_id: 1,
    channel_name: 'default',
    channel_enabled: true,
    arch: 'noarch',
    number: 1,
    oldest: 0,
  } as const;
  const hosts = (ready: number, free: number) => [
    { channel_id: 1, arches: 'x86_64', enabled: 2, ready, free },
  ];
  expect(reasonOf(task, hosts(0, 0))).toBe('not_ready');
  expect(reasonOf(task, hosts(1, 0))).toBe('no_capacity');
  expect(reasonOf(task, hosts(1, 1))).toBe('queued');
  expect(reasonOf({ ...task, channel_enabled: false }, hosts(1, 1))).toBe('channel_disabled');
});
