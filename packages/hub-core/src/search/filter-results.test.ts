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

  it('are the same where a method reads no more than is wanted', async () => {
    const hub = await open();
    await makeTasks(hub);
    for (let place = 0; place < 7; place += 1)
      await hub.rows.task({ state: [0, 5, 3][place % 3], arch: ['noarch', 'x86_64'][place % 2] });
    const call = (...args: unknown[]) =>
      hub.anonymous.call<[number, object[]]>('countAndFilterResults', args);
    const filters = [
      {},
      { state: [5] },
      { state: [0, 5, 3] },
      { state: [] },
      { state: [4, null] },
      { owner: 1 },
      { owner: [1, 2], state: [2] },
      { arch: ['x86_64'], decode: true },
      { not_state: [2], method: 'sleep' },
      { parent: null, state: [2] },
      { createdAfter: 'now', state: [2] },
    ];
    const cuts = [
      { limit: 3 },
      { limit: 0 },
      { limit: 7, offset: 2 },
      { limit: 50, offset: 1200 },
      { limit: 1, offset: 2000 },
    ];
    for (const filter of filters) {
      for (const cut of cuts) {
        for (const order of ['id', '-id']) {
          // Whoever orders the list itself has it read as a whole.
          const whole = ['listTasks', filter, { order: 'id' }, filtered({ order, ...cut })];
          const heard = await hub.queriesOf(async () => {
            expect(await call('listTasks', filter, filtered({ order, ...cut }))).toEqual(
              await call(...whole),
            );
          });
          expect(heard[0]).toMatch(/count\(\*\)/i);
        }
      }
    }
  });

  it('fail in the same words where a method reads no more than is wanted', async () => {
    const hub = await open();
    const call = (...args: unknown[]) => hub.anonymous.call('countAndFilterResults', ['listTasks', ...args]);
    const page = { order: '-id', limit: 5 };
    await expect(call({ state: 5 }, filtered(page))).rejects.toThrow(
      /^method listTasks raised an exception \(a list is needed, not int\)/,
    );
    await expect(call({}, {}, {}, filtered(page))).rejects.toThrow(
      /^method listTasks raised an exception \(listTasks\(\) takes from 0 to 2/,
    );
    await expect(call({ state: 5 }, filtered({ ...page, offset: 'one' }))).rejects.toThrow(
      /a list is needed/,
    );
    await expect(call({}, filtered({ ...page, offset: 'one' }))).rejects.toThrow(
      /offset must be a whole number/,
    );
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
