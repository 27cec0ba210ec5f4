import { eachDatabase, type TestHub } from '@kojikit/testing';
import sql from 'sql-template-tag';
import { expect, it } from 'vitest';
import { asHub } from '../rpc/as-hub.js';

/** More than a listing reads at once, so that its rows come in batches. */
const TASKS = 1234;

/* Each third has not ended. */
async function makeTasks(hub: TestHub): Promise<void> {
  await asHub(hub.hub.parts, 'test', (ctx) =>
    ctx.db.run(sql`
      WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${TASKS})
      INSERT INTO task (state, channel_id, owner, method, request, arch, priority, weight, completion_time)
      SELECT 2, 1, 1, 'sleep', '<methodCall><params/></methodCall>', 'é' || n, n % 10, n / 2.0,
             CASE WHEN n % 3 = 0 THEN NULL ELSE CURRENT_TIMESTAMP END FROM numbers`),
  );
}

const filtered = (filterOpts: object) => ({ __starstar: true, filterOpts });

eachDatabase('answers that are counted or cut', (open) => {
  it('of many rows have the number of the whole list and the rows that were asked for', async () => {
    const hub = await open();
    await makeTasks(hub);
    const call = <T = { arch: string; completion_time: string | null }[]>(...args: unknown[]) =>
      hub.anonymous.call<T>(...(args as [string, unknown[]]));
    const whole = await call('listTasks', [{}, { order: 'id' }]);
    expect(whole).toHaveLength(TASKS);
    expect(await call('count', ['listTasks'])).toBe(TASKS);
    const lastFirst = filtered({ order: '-weight', offset: 2, limit: 3 });
    const cut = [TASKS, whole.toReversed().slice(2, 5)];
    expect(await call('countAndFilterResults', ['listTasks', {}, { order: 'id' }, lastFirst])).toEqual(cut);
    const byEnd = await call('filterResults', [
      'listTasks',
      filtered({ order: 'completion_time', offset: -2 }),
    ]);
    expect(byEnd.map(({ completion_time: ended }) => ended)).toEqual([null, null]);
    const byArch = await call('filterResults', ['listTasks', filtered({ order: 'arch', limit: 3 })]);
    expect(byArch.map(({ arch }) => arch)).toEqual(['é1', 'é10', 'é100']);
    await expect(call('filterResults', ['listTasks', filtered({ order: 'nobody' })])).rejects.toMatchObject({
      message: expect.stringContaining("'nobody'") as string,
    });
  });

  it('are counted by the database where a listing can, as long as the list would be', async () => {
    const hub = await open();
    await makeTasks(hub);
    const count = (...args: unknown[]) => hub.anonymous.call('count', ['listTasks', ...args]);
    const heard = await hub.queriesOf(async () => {
      expect(await count({ state: [2] }, { __starstar: true, queryOpts: { limit: 1000, offset: 300 } })).toBe(
        TASKS - 300,
      );
    });
    expect(heard).toHaveLength(1);
    expect(heard[0]).toMatch(/count\(\*\)/i);
    expect(await count({ state: [2] }, { limit: 7 })).toBe(7);
    expect(await count({ state: [1] })).toBe(0);
    expect(await count({}, { countOnly: true })).toBe(1);
    expect(await count({}, { order: '-id', limit: 5 })).toBe(5);
    await expect(count({}, { order: 'nobody' })).rejects.toThrow(/Invalid order: nobody/);
    await expect(count({}, 'all')).rejects.toThrow(/query options must be a struct/);
    await expect(count({}, {}, {})).rejects.toThrow(
      /takes from 0 to 2 positional arguments but 3 were given/,
    );
  });

  it('of lists within a list are those of the outer one', async () => {
    const hub = await open();
    await hub.rows.tag({ name: 'one' });
    expect(await hub.anonymous.call('count', ['listTaggedRPMS', 'one'])).toBe(2);
    expect(
      await hub.anonymous.call('filterResults', ['listTaggedRPMS', 'one', filtered({ limit: 1 })]),
    ).toEqual([[]]);
  });
});
