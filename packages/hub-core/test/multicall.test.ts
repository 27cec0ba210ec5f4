import { inspect } from 'node:util';
import { eachDatabase } from '@kojikit/testing';
import type { WireValue } from '@kojikit/testing/conformance';
import sql from 'sql-template-tag';
import { expect, it } from 'vitest';
import { anyone, defineHubPlugin, method } from '../src/plugin.js';
import { answerListing } from '../src/query/listing.js';
import { integer } from '../src/readers/index.js';
import { HUB_OPTIONS, hubTarget } from './arguments/hub-target.js';
import { variations } from './arguments/variations.js';
import { WireCaller, type Reply } from './arguments/wire-caller.js';

const noted: string[] = [];

/* Methods that say they only look something up: one keeps to it. */
const looking = defineHubPlugin({
  name: 'looking',
  methods: [
    method('nameOfPackage', {
      params: { id: integer },
      access: anyone,
      looksUp: true,
      handler: (ctx, { id }) => {
        noted.push('asked');
        return ctx.db.value<string>(sql`SELECT name FROM package WHERE id = ${id}`);
      },
    }),
    method('writesAllTheSame', {
      params: {},
      access: anyone,
      looksUp: true,
      handler: (ctx) => ctx.db.insertReturningId('package', { name: 'nobody-asked-for-it' }),
    }),
    method('numbersTo', {
      params: { count: integer },
      access: anyone,
      looksUp: true,
      handler: (ctx, { count }) => {
        const numbers = sql`(WITH RECURSIVE counted (i) AS (
          SELECT 1 UNION ALL SELECT i + 1 FROM counted WHERE i <= ${count}) SELECT i FROM counted) AS numbers`;
        const where = [sql`numbers.i <= ${count}`];
        return answerListing(
          ctx.db,
          { columns: { i: sql`numbers.i` }, from: numbers, where },
          { order: '-i' },
        );
      },
    }),
    method('dividesBy', {
      params: { number: integer },
      access: anyone,
      looksUp: true,
      handler: (ctx, { number }) =>
        ctx.db.value<number>(sql`SELECT 12 / CAST(${number} AS integer) AS quotient`),
    }),
  ],
});

/** Whether a multicall's member says the same as the answer to the call alone. */
function expectSame(member: WireValue, alone: Reply, call: unknown): void {
  if ('result' in alone) expect(member, inspect(call)).toEqual([alone.result]);
  else expect(member, inspect(call)).toMatchObject({ faultCode: alone.fault.code });
}

eachDatabase('calls of a multicall that look something up', (open) => {
  it('are answered as if each had been made alone, right or wrong', { timeout: 600_000 }, async () => {
    const hub = await open({ config: HUB_OPTIONS });
    const caller = new WireCaller(hubTarget(hub));
    await caller.makeSeed();
    const { methods } = hub.hub.registry;
    const calls = [...variations((name) => (methods.get(name)?.looksUp ?? false) !== false)]
      .filter(({ writes }, number) => !writes && number % 2 === 0)
      .map(({ method: methodName, args }) => ({ methodName, params: [{ ...args, __starstar: true }] }));
    expect(calls.length).toBeGreaterThan(500);
    const alone: Reply[] = [];
    for (const { methodName, params } of calls) {
      alone.push(await caller.callAs('kojiadmin', methodName, params));
    }
    const reply = await caller.callAs('kojiadmin', 'multiCall', [calls]);
    const members = 'result' in reply ? (reply.result as WireValue[]) : [];
    expect(members).toHaveLength(calls.length);
    calls.forEach((call, index) => expectSame(members[index]!, alone[index]!, call));
  });

  it('see what those before them have written', async () => {
    const hub = await open();
    const admin = await hub.as('kojiadmin');
    const look = (tag: string) => ({ methodName: 'getTag', params: [tag] });
    const create = (tag: string) => ({ methodName: 'createTag', params: [tag] });
    const found = [expect.objectContaining({ name: 'one' })];
    expect(
      await admin.call('multiCall', [
        [look('one'), look('one'), create('one'), look('one'), look('two'), create('two'), look('one')],
      ]),
    ).toEqual([[null], [null], [expect.any(Number)], found, [null], [expect.any(Number)], found]);
  });

  it('fail one by one, with the fault that each has alone', async () => {
    const hub = await open({ plugins: [looking] });
    const divide = (number: number) => ({ methodName: 'dividesBy', params: [number] });
    const calls = [1, 2, 0, 3].map(divide);
    for (let time = 1; time <= 3; time += 1) {
      const answers = await hub.anonymous.call('multiCall', [calls]);
      const failed = hub.engine === 'postgresql' ? expect.objectContaining({ faultCode: 1 }) : [null];
      expect(answers).toEqual([[12], [6], failed, [4]]);
    }
  });

  it('are refused what is no read, and nothing is written', async () => {
    const hub = await open({ plugins: [looking] });
    if (hub.engine === 'sqlite') return;
    const id = await hub.database.transaction((db) => db.insertReturningId('package', { name: 'bash' }));
    const look = { methodName: 'nameOfPackage', params: [id] };
    const write = { methodName: 'writesAllTheSame', params: [] };
    expect(await hub.anonymous.call('multiCall', [[look, write, look]])).toEqual([
      ['bash'],
      expect.objectContaining({ faultCode: 1, faultString: expect.stringContaining('only reads') }),
      ['bash'],
    ]);
    expect(await hub.anonymous.call('getPackage', ['nobody-asked-for-it'])).toBeNull();
  });

  it('are one question for all of them on PostgreSQL, however many they are', async () => {
    const hub = await open({ plugins: [looking] });
    const ids: number[] = [];
    await hub.database.transaction(async (db) => {
      for (let number = 0; number < 40; number += 1)
        ids.push(await db.insertReturningId('package', { name: `package-${number}` }));
    });
    const calls = [...ids, 0].map((id) => ({ methodName: 'nameOfPackage', params: [id] }));
    const ask = () => hub.anonymous.call('multiCall', [calls]);
    const names = [...ids.map((id, number) => [`package-${number}`]), [null]];
    expect(await ask()).toEqual(names);
    expect(await ask()).toEqual(names);
    const queries = await hub.queriesOf(async () => expect(await ask()).toEqual(names));
    expect(queries).toHaveLength(hub.engine === 'postgresql' ? 2 : calls.length);
  });

  it('have lists of any length, of which short ones are one question on PostgreSQL', async () => {
    const hub = await open({ plugins: [looking] });
    const ask = async (counts: readonly number[]) => {
      const calls = counts.map((count) => ({ methodName: 'numbersTo', params: [count] }));
      const lists = counts.map((count) => [Array.from({ length: count }, (unused, n) => ({ i: count - n }))]);
      expect(await hub.anonymous.call('multiCall', [calls])).toEqual(lists);
    };
    const short = [3, 100, 0, 5, 7, 1];
    for (let time = 1; time <= 3; time += 1) await ask(short);
    const queries = await hub.queriesOf(() => ask(short));
    expect(queries).toHaveLength(hub.engine === 'postgresql' ? 1 : short.length);
    await ask([3, 1500, 100, 101, 0, 2500]);
    await ask([4000, 2]);
  });

  it('ask for tasks and for lists as one question on PostgreSQL', async () => {
    const hub = await open();
    const ids: number[] = [];
    for (let number = 0; number < 10; number += 1) ids.push((await hub.rows.task()).id);
    for (const methodName of ['getTaskInfo', 'getTaskChildren', 'listTags']) {
      const calls = ids.map((id) => ({
        methodName,
        params: [methodName === 'listTags' ? { package: id, __starstar: true } : id],
      }));
      const ask = () => hub.anonymous.call('multiCall', [calls]);
      await ask();
      await ask();
      const queries = await hub.queriesOf(ask);
      expect(queries.length, methodName).toBe(hub.engine === 'postgresql' ? 1 : calls.length);
    }
  });
});
