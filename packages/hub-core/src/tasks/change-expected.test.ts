import { setTimeout as sleep } from 'node:timers/promises';
import sql from 'sql-template-tag';
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

/** A plugin that notes what it hears of tasks after their changes, and before them too if it is asked to. */
function listener(before: boolean) {
  const after: unknown[] = [];
  const heard: string[] = [];
  const plugin = defineHubPlugin({
    name: 'listener',
    on: {
      ...(before && {
        preTaskStateChange: (ctx, { attribute }) => void heard.push(attribute),
      }),
      postTaskStateChange: (ctx, { attribute, old, new: value, info }) =>
        void after.push({
          attribute,
          old,
          value: attribute === 'completion_ts' ? value !== null : value,
          info,
        }),
    },
  });
  return { plugin, after, heard };
}

const TIMES = { create_ts: null, create_time: null, start_ts: null, start_time: null };
const ENDS = { completion_ts: null, completion_time: null };

eachDatabase('a task of a builder', (open) => {
  /** What becomes of a task that is opened, weighed twice and ended, and what is told of it. */
  async function life(before: boolean, end: 'host.closeTask' | 'host.failTask') {
    const { plugin, after, heard } = listener(before);
    const hub = await open({ plugins: [plugin] });
    const { id, caller } = await builder(hub, 'b1');
    const admin = await hub.as('kojiadmin');
    const task = await admin.call<number>('makeTask', ['sleep', [1]]);
    await admin.call('assignTask', [task, id]);
    after.length = 0;
    heard.length = 0;
    const opened = await caller.call<object>('host.openTask', [task]);
    await caller.call('host.setTaskWeight', [task, 1.5]);
    await caller.call('host.setTaskWeight', [task, 2]);
    await caller.call(end, [task, encodeResponse(7)]);
    const now = await admin.call<object>('getTaskInfo', [task], { request: true });
    const told = after.map((one) => {
      const { info, ...change } = one as { info: object };
      return { ...change, info: { ...info, ...TIMES, ...ENDS } };
    });
    return { heard, told, opened: { ...opened, ...TIMES }, now: { ...now, ...TIMES, ...ENDS } };
  }

  it.each(['host.closeTask', 'host.failTask'] as const)(
    'is told of alike, whether or not somebody wants to hear of changes before they come about (%s)',
    async (end) => {
      const unheard = await life(false, end);
      const heard = await life(true, end);
      expect(heard.heard).toEqual(['state', 'host_id', 'weight', 'weight', 'state', 'completion_ts']);
      expect({ ...unheard, heard: heard.heard }).toEqual(heard);
      expect(unheard.told).toHaveLength(6);
      expect(unheard.told.slice(0, 2)).toMatchObject([
        { attribute: 'state', old: 'ASSIGNED', value: 'OPEN', info: { request: [1] } },
        { attribute: 'host_id' },
      ]);
    },
  );

  it('is opened, weighed and ended in one statement each', async () => {
    const hub = await open();
    const { id, caller } = await builder(hub, 'b1');
    const asked = async (method: string, ...params: unknown[]) => {
      const texts = await hub.queriesOf(() => caller.call(method, params));
      return texts.filter((text) => /\btask\b/.test(text));
    };
    for (const end of ['host.closeTask', 'host.failTask']) {
      const task = await hub.rows.task({ state: TASK_STATES.ASSIGNED, hostId: id });
      expect(await asked('host.openTask', task.id)).toHaveLength(1);
      expect(await asked('host.setTaskWeight', task.id, 1.5)).toHaveLength(1);
      expect(await asked(end, task.id, encodeResponse(1))).toHaveLength(1);
    }
  });

  it('is left alone by all others', async () => {
    const hub = await open();
    const { id } = await builder(hub, 'b1');
    const { caller } = await builder(hub, 'b2');
    const task = await hub.rows.task({ state: TASK_STATES.ASSIGNED, hostId: id });
    const state = () => hub.anonymous.call('getTaskInfo', [task.id]);
    const before = await state();
    expect(await caller.call('host.openTask', [task.id])).toBe(null);
    const refused = new RegExp(`does not own task ${task.id}`);
    await expect(caller.call('host.setTaskWeight', [task.id, 3])).rejects.toThrow(refused);
    await expect(caller.call('host.closeTask', [task.id, encodeResponse(1)])).rejects.toThrow(refused);
    await expect(caller.call('host.failTask', [task.id, encodeResponse(1)])).rejects.toThrow(refused);
    await expect(caller.call('host.closeTask', [99, encodeResponse(1)])).rejects.toThrow('No such task: 99');
    expect(await state()).toEqual(before);
  });

  it('marks itself and its subtasks in one statement, and no others', async () => {
    const hub = await open();
    const { id, caller } = await builder(hub, 'b1');
    const parent = await hub.rows.task({ state: TASK_STATES.OPEN, hostId: id });
    const make = (label: string, above = parent.id) => hub.rows.task({ parent: above, label });
    const [one, two, other] = [await make('a'), await make('b'), await hub.rows.task()];
    const grandchild = await make('c', one.id);
    const marks = () =>
      hub.database.transaction((db) =>
        db.all<{ id: number; waiting: boolean | null; awaited: boolean | null }>(
          sql`SELECT id, waiting, awaited FROM task ORDER BY id`,
        ),
      );
    const changes = async (method: string, ...params: unknown[]) => {
      const texts = await hub.queriesOf(() => caller.call(method, params));
      expect(texts.filter((text) => /^\s*update\s+["`]?task\b/i.test(text))).toHaveLength(1);
      const found = await marks();
      for (const { id } of [other, grandchild])
        expect(found).toContainEqual(expect.objectContaining({ id, waiting: null, awaited: null }));
      const byId = new Map(found.map((row) => [row.id, row]));
      expect(byId.get(parent.id)?.awaited).toBe(null);
      return [
        byId.get(parent.id)?.waiting,
        ...[one, two].map((task) => byId.get(task.id)).map((row) => [row?.waiting, row?.awaited]),
      ];
    };
    expect(await changes('host.taskSetWait', parent.id, [two.id])).toEqual([
      true,
      [null, null],
      [null, true],
    ]);
    expect(await changes('host.taskSetWait', parent.id, [one.id])).toEqual([
      true,
      [null, true],
      [null, false],
    ]);
    expect(await changes('host.taskSetWait', parent.id, null)).toEqual([true, [null, true], [null, true]]);
    expect(await changes('host.taskWaitResults', parent.id, [])).toEqual([
      false,
      [null, false],
      [null, false],
    ]);
    expect(await changes('host.taskSetWait', parent.id, [])).toEqual([true, [null, false], [null, false]]);
  });

  it('wakes the host of a task that has begun to wait for it while it was ended', async () => {
    const hub = await open();
    const { id, caller } = await builder(hub, 'b1');
    const { id: other } = await builder(hub, 'b2');
    const parent = await hub.rows.task({ state: TASK_STATES.OPEN, hostId: other });
    const child = await hub.rows.task({
      parent: parent.id,
      label: 'a',
      state: TASK_STATES.OPEN,
      hostId: id,
    });
    let woken = 0;
    hub.hub.parts.signals.listen(`host:${other}`, () => {
      woken += 1;
    });
    const waiting = hub.database.open();
    await waiting.update('task', { waiting: true }, sql`id = ${parent.id}`);
    await waiting.update('task', { awaited: true }, sql`id = ${child.id}`);
    // SQLite has one writer: there the end can only begin when the other has committed.
    const ending = caller.call('host.closeTask', [child.id, encodeResponse(1)]);
    await sleep(hub.engine === 'postgresql' ? 200 : 0);
    await waiting.commit();
    await waiting.release();
    await ending;
    expect(woken).toBe(1);
  });
});
