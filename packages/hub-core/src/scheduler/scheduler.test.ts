import sql from 'sql-template-tag';
import { expect, it } from 'vitest';
import { encodeResponse, TASK_STATES } from '@kojikit/protocol';
import { eachDatabase, type TestHub } from '@kojikit/testing';
import { runJob } from '../housekeeping/run-jobs.js';
import { asHub } from '../rpc/as-hub.js';

interface Shown {
  state: number;
  host_id: number | null;
}

async function builder(hub: TestHub, name: string) {
  const { id } = await hub.rows.host({ name });
  const caller = await hub.as(name);
  await caller.call('exclusiveSession');
  await caller.call('host.updateHost', [0, true]);
  return { id, caller };
}

const age = (hub: TestHub, table: string, column: string, seconds: number) =>
  asHub(hub.hub.parts, 'test', async (ctx) => {
    const moment = ctx.db.dialect.moment(Date.now() / 1000 - seconds);
    await ctx.db.update(table, { [column]: moment }, sql`${true} = ${true}`);
  });

eachDatabase('the scheduler', (open) => {
  it('gives a new task to a builder by its own job, without anybody asking', async () => {
    const hub = await open();
    const { id, caller } = await builder(hub, 'b1');
    const admin = await hub.as('kojiadmin');
    const task = await admin.call('makeTask', ['sleep', [1]]);
    const job = hub.hub.registry.jobs.find(({ name }) => name === 'scheduler')!;
    await runJob(hub.hub.parts, job);
    expect(await caller.call('host.getTasks')).toMatchObject([{ id: task, host_id: id }]);
  });

  it('runs when a builder asks for tasks, at most every RunInterval', async () => {
    const hub = await open();
    const { caller } = await builder(hub, 'b1');
    const admin = await hub.as('kojiadmin');
    await admin.call('makeTask', ['sleep', [1]]);
    const [first] = await caller.call<{ id: number }[]>('host.getTasks');
    await caller.call('host.openTask', [first!.id]);
    await admin.call('makeTask', ['sleep', [2]]);
    expect(await caller.call('host.getTasks')).toEqual([]);
    await admin.call('scheduler.doRun', [true]);
    expect(await caller.call('host.getTasks')).toHaveLength(1);
  });

  it('ends the runs of tasks that have ended, and of no others', async () => {
    const hub = await open();
    const { caller } = await builder(hub, 'b1');
    const admin = await hub.as('kojiadmin');
    const tasks: number[] = [];
    for (let number = 0; number < 2; number += 1)
      tasks.push(await admin.call('makeTask', ['sleep', [number]]));
    await admin.call('scheduler.doRun', [true]);
    await caller.call('host.openTask', [tasks[1]]);
    await caller.call('host.closeTask', [tasks[1], encodeResponse(1)]);
    await admin.call('scheduler.doRun', [true]);
    const runs = await admin.call<{ task_id: number; active: boolean }[]>('scheduler.getTaskRuns');
    expect(runs.map(({ task_id: task, active }) => [task, active])).toEqual(
      tasks.map((task) => [task, task !== tasks[1]]),
    );
  });

  it('knows what a builder last said of itself', async () => {
    const hub = await open();
    const { id, caller } = await builder(hub, 'b1');
    const say = (data: object) => hub.queriesOf(() => caller.call('host.updateHost', [0, true], { data }));
    const known = () => hub.anonymous.call('scheduler.getHostData', [id]);
    const first = await say({ maxjobs: 1 });
    const again = await say({ maxjobs: 1 });
    // One statement alone notes that the host is there and what it says, where that is what it has said before.
    expect(again).toHaveLength(first.length - 2);
    expect(again.filter((text) => /\bscheduler_host_data\b/.test(text))).toHaveLength(1);
    expect(await known()).toEqual([{ host_id: id, data: { maxjobs: 1 } }]);
    await say({ maxjobs: 2 });
    await caller.call('host.updateHost', [0, true]);
    expect(await known()).toEqual([{ host_id: id, data: { maxjobs: 2 } }]);
  });

  it('gives a task that one builder refused to another', async () => {
    const hub = await open();
    const one = await builder(hub, 'b1');
    const other = await builder(hub, 'b2');
    const admin = await hub.as('kojiadmin');
    const task = await admin.call<number>('makeTask', ['sleep', [1]]);
    await admin.call('assignTask', [task, one.id]);
    await one.caller.call('host.refuseTask', [task], { msg: 'no room' });
    await admin.call('scheduler.doRun', [true]);
    expect(await admin.call('getTaskInfo', [task])).toMatchObject({ host_id: other.id });
  });

  it('forgets a soft refusal after SoftRefusalTimeout', async () => {
    const hub = await open();
    const { id, caller } = await builder(hub, 'b1');
    const admin = await hub.as('kojiadmin');
    const task = await admin.call<number>('makeTask', ['sleep', [1]]);
    await admin.call('assignTask', [task, id]);
    await caller.call('host.refuseTask', [task]);
    await admin.call('scheduler.doRun', [true]);
    expect(await admin.call('getTaskInfo', [task])).toMatchObject({ state: TASK_STATES.FREE });
    await age(hub, 'scheduler_task_refusals', 'time', 901);
    await admin.call('scheduler.doRun', [true]);
    expect(await admin.call('getTaskInfo', [task])).toMatchObject({ host_id: id });
    expect(await admin.call('scheduler.getTaskRefusals')).toEqual([]);
  });

  it('takes the open tasks of a builder that was killed, and gives it no others', async () => {
    const hub = await open();
    const { caller } = await builder(hub, 'b1');
    const admin = await hub.as('kojiadmin');
    const task = await admin.call<number>('makeTask', ['sleep', [1]]);
    await admin.call('scheduler.doRun', [true]);
    await caller.call('host.openTask', [task]);
    await age(hub, 'host', 'update_time', 901);
    await admin.call('scheduler.doRun', [true]);
    await admin.call('scheduler.doRun', [true]);
    const info = await admin.call<Shown>('getTaskInfo', [task]);
    expect(info).toMatchObject({ state: TASK_STATES.FREE, host_id: null });
    expect(await admin.call('getHost', ['b1'])).toMatchObject({ ready: false });
  });

  it('looks at once when a host or a channel can have tasks again', async () => {
    const hub = await open();
    const { id } = await builder(hub, 'b1');
    const admin = await hub.as('kojiadmin');
    await admin.call('disableHost', ['b1']);
    await admin.call('disableChannel', ['default']);
    const wakesWith = async (topic: string, method: string, ...params: unknown[]) => {
      const woken = hub.hub.parts.signals.wait([topic], 10);
      await admin.call(method, params);
      return woken;
    };
    expect(await wakesWith('job:scheduler', 'enableHost', 'b1')).toBe(true);
    expect(await wakesWith('job:scheduler', 'enableChannel', 'default')).toBe(true);
    expect(await wakesWith('job:scheduler', 'addHostToChannel', 'b1', 'createrepo')).toBe(true);
    // The host, which has called itself not ready while it was disabled, is asked anew.
    await admin.call('disableHost', ['b1']);
    expect(await wakesWith(`host:${id}`, 'enableHost', 'b1')).toBe(true);
  });
});
