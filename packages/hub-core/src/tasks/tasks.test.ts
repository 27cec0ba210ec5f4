import { expect, it } from 'vitest';
import { encodeResponse, TASK_STATES } from '@kojikit/protocol';
import { eachDatabase, type TestHub } from '@kojikit/testing';
import { defineHubPlugin } from '../plugins/define-hub-plugin.js';

async function builder(hub: TestHub, name: string) {
  const { id } = await hub.rows.host({ name });
  const caller = await hub.as(name);
  await caller.call('exclusiveSession');
  return { id, caller };
}

eachDatabase('tasks', (open) => {
  it('are opened by one builder only when several try at once', async () => {
    const hub = await open();
    const builders = await Promise.all(['b1', 'b2', 'b3'].map((name) => builder(hub, name)));
    const { id } = await hub.rows.task();
    const opened = await Promise.all(builders.map(({ caller }) => caller.call('host.openTask', [id])));
    expect(opened.filter((task) => task !== null)).toHaveLength(1);
  });

  it('are cancelled with everything below them, but what has ended stays', async () => {
    const hub = await open();
    const admin = await hub.as('kojiadmin');
    const top = await hub.rows.task({ state: TASK_STATES.OPEN });
    const done = await hub.rows.task({ state: TASK_STATES.CLOSED, parent: top.id, label: 'a' });
    const below = await hub.rows.task({ parent: done.id, label: 'b' });
    const states = async () => {
      const tasks = await admin.call<{ state: number }[]>('getTaskInfo', [[top.id, done.id, below.id]]);
      return tasks.map(({ state }) => state);
    };
    await admin.call('cancelTask', [top.id]);
    expect(await states()).toEqual([TASK_STATES.CANCELED, TASK_STATES.CLOSED, TASK_STATES.FREE]);
    await admin.call('cancelTaskFull', [top.id]);
    expect(await states()).toEqual([TASK_STATES.CANCELED, TASK_STATES.CLOSED, TASK_STATES.CANCELED]);
  });

  it('go where the policy sends them for the tag that they name, which one that does not exist is not', async () => {
    const rules = 'has tag :: {\n  tag f* :: use livecd\n  all :: use maven\n}\nall :: use default\n';
    const hub = await open({ config: `[policy]\nchannel =\n${rules.replace(/^(?=.)/gm, '    ')}` });
    for (const name of ['f40', 'other']) await hub.rows.tag({ name });
    const admin = await hub.as('kojiadmin');
    const channelOf = async (tag: string) => {
      const task = await admin.call<{ channel_id: number }>('getTaskInfo', [
        await admin.call<number>('makeTask', ['newRepo', [tag]]),
      ]);
      return (await admin.call<{ name: string }>('getChannel', [task.channel_id])).name;
    };
    expect(await channelOf('f40')).toBe('livecd');
    expect(await channelOf('other')).toBe('maven');
    expect(await channelOf('nosuch')).toBe('default');
  });

  it('fire an event before and after every attribute that changes', async () => {
    const seen: string[] = [];
    const plugin = defineHubPlugin({
      name: 'watch',
      on: {
        preTaskStateChange: (ctx, { attribute, old, new: value }) =>
          void seen.push(`pre ${attribute} ${String(old)} ${String(value)}`),
        postTaskStateChange: (ctx, { attribute, old, new: value }) =>
          void seen.push(`post ${attribute} ${String(old)} ${String(value)}`),
      },
    });
    const hub = await open({ plugins: [plugin] });
    const { id, caller } = await builder(hub, 'b1');
    const task = await hub.rows.task();
    await caller.call('host.openTask', [task.id]);
    expect(seen).toEqual([
      'pre state FREE OPEN',
      `pre host_id null ${id}`,
      'post state FREE OPEN',
      `post host_id null ${id}`,
    ]);
  });

  it('are announced with the id of the host that they are assigned to, by whatever it was named', async () => {
    const seen: unknown[] = [];
    const plugin = defineHubPlugin({
      name: 'watch',
      on: { postTaskStateChange: (ctx, { info }) => void seen.push((info as { assign?: unknown }).assign) },
    });
    const hub = await open({ plugins: [plugin] });
    const { id } = await builder(hub, 'b1');
    const admin = await hub.as('kojiadmin');
    await admin.call('makeTask', ['sleep', [1]], { assign: 'b1' });
    await admin.call('makeTask', ['sleep', [1]], { assign: id });
    await admin.call('makeTask', ['sleep', [1]]);
    expect(seen).toEqual([id, id, undefined]);
  });

  it('without a method are stored as Koji stores them, and can be read', async () => {
    const hub = await open();
    const admin = await hub.as('kojiadmin');
    const id = await admin.call<number>('makeTask', ['', [1]]);
    const [listed] = await hub.anonymous.call<unknown[]>('listTasks', [{ method: '' }]);
    expect(listed).toMatchObject({
      id,
      request: '<params>\n<param>\n<value><int>1</int></value>\n</param>\n</params>\n',
    });
    expect(await hub.anonymous.call('getTaskInfo', [id, true])).toMatchObject({ request: [1] });
    expect(await hub.anonymous.call('getTaskRequest', [id])).toEqual([1]);
  });

  it('can be waited for: waitTask answers when the task ends', async () => {
    const hub = await open();
    const { id, caller } = await builder(hub, 'b1');
    const task = await hub.rows.task({ state: TASK_STATES.OPEN, hostId: id });
    expect(await hub.anonymous.call('waitTask', [task.id, 0])).toBe(false);
    const waiting = hub.anonymous.call('waitTask', [task.id, 600]);
    await caller.call('host.closeTask', [task.id, encodeResponse(1)]);
    expect(await waiting).toBe(true);
    await expect(hub.anonymous.call('waitTask', [99, 1])).rejects.toThrow('query returned no rows');
  });

  it('are news for their builder when they are assigned or cancelled', async () => {
    const hub = await open();
    const admin = await hub.as('kojiadmin');
    const { id, caller } = await builder(hub, 'b1');
    expect(await caller.call('host.waitTasks', [0])).toBe(false);
    const task = await hub.rows.task();
    const assigned = caller.call('host.waitTasks', [30]);
    await admin.call('assignTask', [task.id, id]);
    expect(await assigned).toBe(true);
    await caller.call('host.openTask', [task.id]);
    const canceled = caller.call('host.waitTasks', [30]);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await admin.call('cancelTask', [task.id]);
    expect(await canceled).toBe(true);
  });

  it('wake the builder of a task that waits for a subtask when that ends', async () => {
    const hub = await open();
    const { id, caller } = await builder(hub, 'b1');
    const other = await builder(hub, 'b2');
    const parent = await hub.rows.task({ state: TASK_STATES.OPEN, hostId: id });
    const child = await hub.rows.task({
      state: TASK_STATES.OPEN,
      hostId: other.id,
      parent: parent.id,
      label: 'a',
    });
    await caller.call('host.taskSetWait', [parent.id, null]);
    const news = caller.call('host.waitTasks', [30]);
    await other.caller.call('host.closeTask', [child.id, encodeResponse(1)]);
    expect(await news).toBe(true);
    expect(await caller.call('host.getHostTasks')).toMatchObject([{ id: parent.id, alert: true }]);
  });

  it('cannot be waited for in a multicall that has written', async () => {
    const hub = await open();
    const admin = await hub.as('kojiadmin');
    const task = await hub.rows.task();
    const calls = [
      { methodName: 'setTaskPriority', params: [task.id, 3] },
      { methodName: 'waitTask', params: [task.id, 0] },
    ];
    const [, waited] = await admin.call<unknown[]>('multiCall', [calls]);
    expect(waited).toMatchObject({ faultCode: 1000 });
    expect(await admin.call('getTaskInfo', [task.id])).toMatchObject({ priority: 3 });
  });
});
