import sql from 'sql-template-tag';
import { expect, it } from 'vitest';
import { encodeResponse, TASK_STATES, type TaskWaitReason } from '@kojikit/protocol';
import { eachDatabase, type Caller, type TestHub } from '@kojikit/testing';
import { asHub } from '../rpc/as-hub.js';

async function builder(hub: TestHub, name: string) {
  await hub.rows.host({ name });
  const caller = await hub.as(name);
  await caller.call('exclusiveSession');
  await caller.call('host.updateHost', [0, true]);
  return caller;
}

const codes = async (hub: TestHub, task: number): Promise<string[]> => {
  const reasons = await hub.anonymous.call<TaskWaitReason[]>('getTaskWaitReason', [task]);
  return reasons.map(({ code }) => code);
};

eachDatabase('the reasons why a task waits', (open) => {
  it('follow it from its making to its end', async () => {
    const hub = await open();
    const admin = await hub.as('kojiadmin');
    const task = await admin.call<number>('makeTask', ['sleep', [1]]);
    expect(await codes(hub, task)).toEqual(['no_host_in_channel', 'channel_policy']);
    const told = async (caller: Caller) =>
      (await caller.call<TaskWaitReason[]>('getTaskWaitReason', [task])).at(-1)!.text;
    expect(await told(hub.anonymous)).toBe('the policy channel sends such tasks to default');
    expect(await told(admin)).toMatch(/^the rule "all :: use default" of the policy channel sends/);
    const b1 = await builder(hub, 'b1');
    expect(await codes(hub, task)).toEqual(['next_run']);
    await admin.call('disableHost', ['b1']);
    expect(await codes(hub, task)).toEqual(['hosts_disabled']);
    await admin.call('enableHost', ['b1']);
    await admin.call('scheduler.doRun', [true]);
    expect(await hub.anonymous.call('getTaskWaitReason', [task])).toMatchObject([
      {
        code: 'assigned',
        about: [{ kind: 'host', name: 'b1' }],
        text: 'b1 has been given the task and has not started it yet',
      },
    ]);
    await b1.call('host.openTask', [task]);
    expect(await codes(hub, task)).toEqual([]);
    await b1.call('host.closeTask', [task, encodeResponse(1)]);
    expect(await codes(hub, task)).toEqual([]);
  });

  it('tell that no builder knows the method, and leave the refusals alone', async () => {
    const hub = await open();
    const admin = await hub.as('kojiadmin');
    const b1 = await builder(hub, 'b1');
    const task = await admin.call<number>('makeTask', ['livecd', [1]]);
    await admin.call('scheduler.doRun', [true]);
    await b1.call('host.refuseTask', [task], { soft: false, msg: 'no handler for method' });
    expect(await hub.anonymous.call('getTaskWaitReason', [task])).toMatchObject([
      { code: 'no_handler', text: 'no host knows the method livecd: b1 refused it' },
    ]);
    expect(await admin.call('scheduler.getTaskRefusals')).toHaveLength(1);
  });

  it('tell of a host that has gone silent, before the scheduler has noticed', async () => {
    const hub = await open();
    const admin = await hub.as('kojiadmin');
    await builder(hub, 'b1');
    const task = await admin.call<number>('makeTask', ['sleep', [1]]);
    await asHub(hub.hub.parts, 'test', async (ctx) => {
      const moment = ctx.db.dialect.moment(Date.now() / 1000 - 1000);
      await ctx.db.update('host', { update_time: moment }, sql`${true} = ${true}`);
    });
    expect(await codes(hub, task)).toEqual(['not_ready']);
    expect(await admin.call('getHost', ['b1'])).toMatchObject({ ready: true });
  });

  it('lead from a task that waits for a repo to the newRepo that nobody takes', async () => {
    const hub = await open();
    const admin = await hub.as('kojiadmin');
    const b1 = await builder(hub, 'b1');
    await admin.call('createTag', ['f30-build'], { arches: 'x86_64' });
    const parent = await admin.call<number>('makeTask', ['runroot', ['f30-build', 'x86_64', 'true']]);
    await admin.call('scheduler.doRun', [true]);
    await b1.call('host.openTask', [parent]);
    const wait = await b1.call<number>('host.subtask', ['waitrepo', ['f30-build', null, null], parent]);
    await b1.call('host.taskSetWait', [parent, [wait]]);
    await admin.call('assignTask', [wait, 'b1'], { force: true });
    await b1.call('host.openTask', [wait]);
    expect(await codes(hub, parent)).toEqual(['repo_not_requested']);

    await admin.call('repo.request', ['f30-build']);
    expect(await codes(hub, parent)).toEqual(['repo_queued']);
    await admin.call('repo.checkQueue');
    const [{ text }] = (await hub.anonymous.call('getTaskWaitReason', [parent])) as [TaskWaitReason];
    expect(text).toMatch(
      /^task \d+ \(waitrepo\): task \d+ \(newRepo\): no host is in the channel createrepo$/,
    );
  });

  it('are read for many tasks below one with as many questions as for few, and the rest is counted', async () => {
    const hub = await open();
    const { OPEN, FREE } = TASK_STATES;
    await builder(hub, 'b1');
    const parent = await hub.rows.task({ method: 'build', state: OPEN, hostId: 1 });
    await asHub(hub.hub.parts, 'test rows', (ctx) =>
      ctx.db.update('task', { waiting: true }, sql`id = ${parent.id}`),
    );
    const ask = () => hub.anonymous.call<TaskWaitReason[]>('getTaskWaitReason', [parent.id]);
    const add = async (count: number) => {
      for (let made = 0; made < count; made += 1)
        await hub.rows.task({ state: FREE, parent: parent.id, arch: 'x86_64' });
    };
    await add(2);
    expect(await ask()).toHaveLength(2);
    const few = await hub.queriesOf(ask);
    await add(43);
    const many = await hub.queriesOf(ask);
    expect(many).toHaveLength(few.length);
    const reasons = await ask();
    expect(reasons).toHaveLength(21);
    expect(reasons.at(-1)).toEqual({ code: 'more_tasks', text: 'it waits for 25 more tasks' });
  });

  it('are those of each task below one that waits, as long as it has not ended', async () => {
    const hub = await open();
    const { id: host } = await hub.rows.host({ name: 'b1', arches: 'x86_64' });
    const { id: parent } = await hub.rows.task({ state: TASK_STATES.OPEN, hostId: host });
    await asHub(hub.hub.parts, 'test', (ctx) =>
      ctx.db.update('task', { waiting: true }, sql`id = ${parent}`),
    );
    for (const arch of ['s390x', 'x86_64', 'aarch64', 'noarch']) await hub.rows.task({ parent, arch });
    await hub.rows.task({ parent, state: TASK_STATES.ASSIGNED, hostId: host });
    await hub.rows.task({ parent, state: TASK_STATES.CLOSED });
    expect(await codes(hub, parent)).toEqual([
      'no_host_of_arch',
      'not_ready',
      'no_host_of_arch',
      'not_ready',
      'assigned',
    ]);
  });

  it('are refused for an unknown task', async () => {
    const hub = await open();
    await expect(hub.anonymous.call('getTaskWaitReason', [99])).rejects.toThrow('query returned no rows');
  });
});
