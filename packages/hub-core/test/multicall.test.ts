import { inspect } from 'node:util';
import { eachDatabase } from '@kojikit/testing';
import type { WireValue } from '@kojikit/testing/conformance';
import sql from 'sql-template-tag';
import { expect, it } from 'vitest';
import { anyone, defineHubPlugin, method } from '../src/plugin.js';
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
    const calls = [...variations((name) => methods.get(name)?.looksUp === true)]
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
});
