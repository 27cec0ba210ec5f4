import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { createHub, type Database, type Hub } from '@kojikit/hub-core';
import { eachDatabase, type TestHub } from '@kojikit/testing';
import { encodeWireCall } from '@kojikit/testing/conformance';
import sql, { raw } from 'sql-template-tag';
import { expect, it } from 'vitest';
import { readBody } from '../src/index.js';
import { KeptAnswers } from '../src/kept/kept-answers.js';
import { Looks } from '../src/kept/looks.js';
import { anyone, defineHubPlugin, method } from '../src/plugin.js';
import { HUB_OPTIONS, hubTarget } from './arguments/hub-target.js';
import { variations } from './arguments/variations.js';
import { WireCaller } from './arguments/wire-caller.js';

/** Numbers below a limit that are the same in each run. */
function numbers(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

/** What the hub answers to an anonymous caller, as text. */
const ask = (hub: Hub, method: string, ...params: readonly unknown[]) => askAs({}, hub, method, ...params);

/** What it answers to who sends these headers. */
async function askAs(
  who: Record<string, string>,
  hub: Hub,
  method: string,
  ...params: readonly unknown[]
): Promise<string> {
  const body = Buffer.from(encodeWireCall(method, params as never));
  const headers = { 'content-type': 'text/xml', ...who };
  const request = { method: 'POST', query: '', headers, body, remoteAddress: '127.0.0.1' };
  return (await readBody((await hub.handle(request)).body)).toString();
}

/** Headers of an anonymous caller and of two who are logged in. */
async function callersOf(hub: TestHub): Promise<Record<string, string>[]> {
  const sessions = await Promise.all(
    ['kojiadmin', 'alice'].map(async (name) => (await hub.as(name)).session!),
  );
  return [{}, ...sessions.map(({ id, key }) => ({ 'koji-session-id': String(id), 'koji-session-key': key }))];
}

async function keptBy(hub: TestHub): Promise<number> {
  const { text } = await hub.hub.metrics();
  return Number(/^kojihub_kept_answers_total\{outcome="kept"\} (\d+)$/m.exec(text)?.[1] ?? 0);
}

/** A hub beside another one on its database, which keeps nothing. */
function hubThatKeepsNothing({ hub }: TestHub): Promise<Hub> {
  return createHub({ config: { ...hub.config, KeptAnswers: 0 }, database: hub.database });
}

/** Raw statements, each of which changes what some listing shows. */
const PAST_THE_API = [
  "UPDATE tag SET name = name || '-x' WHERE id = (SELECT max(id) FROM tag)",
  "UPDATE users SET name = name || 'x' WHERE id = 2",
  'UPDATE build SET volume_id = 0, owner = 2 WHERE id = (SELECT min(id) FROM build)',
  "UPDATE package SET name = name || 'x' WHERE id = (SELECT max(id) FROM package)",
  'DELETE FROM tag_listing WHERE build_id = (SELECT max(build_id) FROM tag_listing)',
  "UPDATE external_repo_config SET url = url || 'x'",
  "UPDATE permissions SET name = name || 'x' WHERE id = 3",
  'UPDATE rpminfo SET size = size + 1',
];

eachDatabase('answers that are kept', (open) => {
  it(
    'are those that a hub which keeps none gives, whatever changes meanwhile',
    { timeout: 600_000 },
    async () => {
      const hub = await open({ config: HUB_OPTIONS });
      const plain = await hubThatKeepsNothing(hub);
      const caller = new WireCaller(hubTarget(hub));
      await caller.makeSeed();
      const { methods } = hub.hub.registry;
      const all = [...variations()];
      const reads = all.filter(
        ({ method, writes }) => !writes && methods.get(method)?.keepable?.({}, methods) === true,
      );
      const writes = all.filter((variation) => variation.writes);
      const below = numbers(Number(process.env['KOJIKIT_SEED'] ?? 7));
      const asked = Array.from({ length: 60 }, () => reads[below(reads.length)]!);
      const callers = await callersOf(hub);
      for (let step = 0; step < Number(process.env['KOJIKIT_STEPS'] ?? 150); step += 1) {
        if (below(8) === 0) {
          await hub.database.transaction((db) => db.run(raw(PAST_THE_API[below(PAST_THE_API.length)]!)));
        } else if (below(3) > 0) {
          const { before, method, args } = writes[below(writes.length)]!;
          for (const [name, given] of before) await caller.call(name, given);
          await caller.call(method, args);
        }
        for (let count = 0; count < 12; count += 1) {
          const read = asked[below(asked.length)]!;
          const askBy = (which: Hub) =>
            askAs(callers[count % callers.length]!, which, read.method, { ...read.args, __starstar: true });
          expect(await askBy(hub.hub), `${read.method} ${read.changed} ${read.value}`).toBe(
            await askBy(plain),
          );
        }
      }
      if (hub.engine === 'postgresql') expect(await keptBy(hub)).toBeGreaterThan(100);
      else expect(await keptBy(hub)).toBe(0);
      await plain.close();
    },
  );

  it('are those of who asks, where that matters', async () => {
    const hub = await open();
    const [nobody, admin, alice] = await callersOf(hub);
    for (let time = 0; time < 4; time += 1) {
      expect(await askAs(admin!, hub.hub, 'getUser')).toContain('kojiadmin');
      expect(await askAs(alice!, hub.hub, 'getUser')).toContain('alice');
      expect(await askAs(nobody!, hub.hub, 'getUser')).toContain('No user provided');
      expect(await askAs(alice!, hub.hub, 'getUser', 'kojiadmin')).toContain('kojiadmin');
    }
    if (hub.engine === 'postgresql') expect(await keptBy(hub)).toBe(2);
  });

  it('may be made of those of other methods', async () => {
    const hub = await open();
    const plain = await hubThatKeepsNothing(hub);
    const [, admin, alice] = await callersOf(hub);
    await hub.rows.tag({ name: 'one' });
    const calls = [
      ['count', 'listTags'],
      ['countAndFilterResults', 'listTags', { filterOpts: { order: 'name', limit: 1 }, __starstar: true }],
      ['filterResults', 'listTags', { filterOpts: { order: '-name' }, __starstar: true }],
      ['count', 'getUser'],
      ['count', 'getPerms'],
      ['count', 'listTags', { nothing: 1, __starstar: true }],
      ['count', 'noSuchMethod'],
    ] as const;
    for (let time = 0; time < 4; time += 1) {
      for (const [method, ...params] of calls) {
        for (const who of [admin!, alice!]) {
          expect(await askAs(who, hub.hub, method, ...params)).toBe(
            await askAs(who, plain, method, ...params),
          );
        }
      }
      if (time === 2) await hub.database.transaction((db) => db.run(sql`UPDATE tag SET name = 'two'`));
    }
    // The first of eight calls is counted, the second is kept, and so again after the change.
    if (hub.engine === 'postgresql') expect(await keptBy(hub)).toBe(3 * (4 + 1));
    await plain.close();
  });

  it('are not sent any more once a transaction is committed that had begun before they were made', async () => {
    const hub = await open();
    await hub.rows.tag({ name: 'one' });
    const changing = hub.database.open();
    if (hub.engine === 'postgresql') {
      await changing.run(sql`UPDATE tag SET name = 'two' WHERE name = 'one'`);
      // One that begins later and is committed sooner: what is committed is no matter of numbers.
      await hub.database.transaction((db) => db.run(sql`UPDATE tag SET name = 'one' WHERE name = 'nobody'`));
    }
    for (let time = 0; time < 4; time += 1) expect(await ask(hub.hub, 'listTags')).toContain('>one<');
    if (hub.engine === 'sqlite') await changing.run(sql`UPDATE tag SET name = 'two' WHERE name = 'one'`);
    await changing.commit();
    await changing.release();
    expect(await ask(hub.hub, 'listTags')).toContain('>two<');
  });

  it('never fall behind what was committed before the call, with many who ask while somebody writes', async () => {
    const hub = await open();
    await hub.rows.tag({ name: 'version-0.' });
    let committed = 0;
    let done = false;
    const read = async () => {
      while (!done) {
        const least = committed;
        const [, version] = /version-(\d+)\./.exec(await ask(hub.hub, 'listTags'))!;
        expect(Number(version)).toBeGreaterThanOrEqual(least);
        await nextTurn();
      }
    };
    const write = async () => {
      for (let version = 1; version <= 200; version += 1) {
        await hub.database.transaction((db) => db.run(sql`UPDATE tag SET name = ${`version-${version}.`}`));
        committed = version;
        // Long enough for an answer to be kept and sent again, at times.
        await sleep(version % 4);
      }
      done = true;
    };
    await Promise.all([write(), read(), read(), read()]);
    if (hub.engine === 'postgresql') expect(await keptBy(hub)).toBeGreaterThan(0);
  });

  it('are kept through changes that are taken back, and of what they do not show', async () => {
    const hub = await open();
    await hub.rows.tag({ name: 'one' });
    for (let time = 0; time < 3; time += 1) await ask(hub.hub, 'listTags');
    const before = await keptBy(hub);
    const changing = hub.database.open();
    await changing.run(sql`UPDATE tag SET name = 'two'`);
    await changing.rollback();
    await changing.run(sql`UPDATE volume SET name = 'other'`);
    await changing.commit();
    await changing.release();
    expect(await ask(hub.hub, 'listTags')).toContain('>one<');
    expect((await keptBy(hub)) - before).toBe(hub.engine === 'postgresql' ? 1 : 0);
  });

  it('are none of calls that read what changes unnoticed, or the time', async () => {
    const { tasks, times, called } = countingMethods();
    const hub = await open({ plugins: [defineHubPlugin({ name: 'counting', methods: [tasks, times] })] });
    for (let time = 0; time < 20; time += 1) {
      await ask(hub.hub, 'countTasks');
      await ask(hub.hub, 'tellTime');
    }
    expect(called).toEqual({ countTasks: 20, tellTime: 20 });
  });

  it('are none when they are longer than a quarter of what may be kept', async () => {
    const hub = await open({ config: { KeptAnswers: 1 } });
    for (let number = 0; number < 700; number += 1)
      await hub.rows.tag({ name: `tag-${number}-${'x'.repeat(150)}` });
    for (let time = 0; time < 12; time += 1) await ask(hub.hub, 'listTags');
    expect(await keptBy(hub)).toBe(0);
    for (let time = 0; time < 3; time += 1) await ask(hub.hub, 'getBuildTargets');
    expect(await keptBy(hub)).toBe(hub.engine === 'postgresql' ? 1 : 0);
  });

  it('say what they said when the notes of changes that are older than an hour are forgotten', async () => {
    const hub = await open();
    await hub.rows.tag({ name: 'one' });
    for (let time = 0; time < 3; time += 1) await ask(hub.hub, 'listTags');
    await hub.database.transaction((db) => db.run(sql`UPDATE tag SET name = 'two'`));
    await forgetNotes(hub);
    expect(await ask(hub.hub, 'listTags')).toContain('>two<');
    if (hub.engine === 'postgresql') {
      // Others on the server may have been at work, so that the notes would stay.
      await hub.database.transaction((db) =>
        db.run(sql`
          UPDATE kojikit_change_floor
             SET taken = taken - interval '61 minutes', xid = pg_snapshot_xmax(pg_current_snapshot())`),
      );
      await forgetNotes(hub);
      const left = await hub.database.transaction((db) => db.all(sql`SELECT relation FROM kojikit_change`));
      expect(left).toEqual([]);
    }
  });

  it('are none of another server, which gives the numbers of transactions once more', async () => {
    const hub = await open();
    const { changes } = hub.database.dialect;
    if (changes === undefined) return;
    const look = (moment?: string) =>
      hub.database.transaction((db) => db.first<{ moment: string; known: boolean }>(changes.since(moment)));
    const { moment, known } = (await look())!;
    expect(known).toBe(false);
    expect((await look(moment))!.known).toBe(true);
    expect((await look(moment.replace(/^\d+/, '1')))!.known).toBe(false);
  });

  it('are asked about by a look that begins after the call, shared with others who call meanwhile', async () => {
    const hub = await open();
    const { changes } = hub.database.dialect;
    if (changes === undefined) return;
    await hub.rows.tag({ name: 'one' });
    let asked = 0;
    let answer = () => {};
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    // The first look has been answered by the server, and the hub has not heard of it yet.
    const slow: Pick<Database, 'transaction'> = {
      transaction: async (body) => {
        asked += 1;
        const found = await hub.database.transaction(body);
        await held;
        return found;
      },
    };
    const looks = new Looks(slow, changes);
    const first = looks.look();
    await expect.poll(() => asked).toBe(1);
    await sleep(50);
    await hub.database.transaction((db) => db.run(sql`UPDATE tag SET name = 'two'`));
    const later = [looks.look(), looks.look(), looks.look()];
    answer();
    const before = await first;
    expect(new Set(await Promise.all(later)).size).toBe(1);
    expect(asked).toBe(2);
    expect(looks.unchangedSince(before, ['tag'])).toBe(false);
    expect(looks.unchangedSince(before, ['volume'])).toBe(true);
    expect(looks.unchangedSince(await later[0]!, ['tag'])).toBe(true);
  });

  it('are asked about again by the next look when one has failed', async () => {
    const hub = await open();
    const { changes } = hub.database.dialect;
    if (changes === undefined) return;
    await hub.rows.tag({ name: 'one' });
    let broken = false;
    const looks = new Looks(
      {
        transaction: (body) =>
          broken ? Promise.reject(new Error('the server is away')) : hub.database.transaction(body),
      },
      changes,
    );
    const before = await looks.look();
    broken = true;
    await hub.database.transaction((db) => db.run(sql`UPDATE tag SET name = 'two'`));
    await expect(looks.look()).rejects.toThrow('away');
    broken = false;
    await looks.look();
    expect(looks.unchangedSince(before, ['tag'])).toBe(false);
  });

  it('go out although nobody can say of which tables they are', async () => {
    const hub = await open();
    const db = hub.database.open();
    db.all = () => Promise.reject(new Error('the connection is gone'));
    const kept = new KeptAnswers(hub.database, 1 << 20);
    const answer = Buffer.from('an answer');
    const ask = () => kept.answer(db, Buffer.from('a call'), () => Promise.resolve(answer));
    for (let time = 0; time < 3; time += 1) expect(await ask()).toBe(answer);
    await db.release();
  });

  it('take no more memory than they are long', async () => {
    const hub = await open();
    const kept = new KeptAnswers(hub.database, 1 << 20);
    const call = Buffer.from('a call');
    const shared = Buffer.from('an answer');
    expect(shared.buffer.byteLength).toBeGreaterThan(shared.length);
    const db = hub.database.open();
    const ask = () => kept.answer(db, call, () => Promise.resolve(shared));
    await ask();
    const answer = (await ask()) as Buffer;
    await db.release();
    expect(answer.toString()).toBe('an answer');
    if (hub.engine === 'postgresql') expect(answer.buffer.byteLength).toBe(answer.length);
  });

  it('follow a change by somebody who may not write the notes', async () => {
    const hub = await open();
    if (hub.engine === 'sqlite') return;
    await hub.rows.tag({ name: 'one' });
    for (let time = 0; time < 3; time += 1) await ask(hub.hub, 'listTags');
    const role = `kojikit_other_${process.pid}`;
    await hub.database.transaction(async (db) => {
      await db.script(`CREATE ROLE ${role}; GRANT SELECT, UPDATE ON tag TO ${role}; SET LOCAL ROLE ${role}`);
      await db.script(
        'CREATE TEMP TABLE kojikit_change (relation text, xid xid8, PRIMARY KEY (xid, relation))',
      );
      await db.script("UPDATE tag SET name = 'two'; RESET ROLE");
      await db.script(`DROP TABLE pg_temp.kojikit_change; DROP OWNED BY ${role}; DROP ROLE ${role}`);
    });
    expect(await ask(hub.hub, 'listTags')).toContain('>two<');
  });
});

async function forgetNotes({ hub, database }: TestHub): Promise<void> {
  await database.transaction(async (db) => {
    for (const statement of hub.database.dialect.changes?.forget() ?? []) await db.run(statement);
  });
}

/** Methods that wrongly say their answers may be kept, and how often they were asked. */
function countingMethods() {
  const called = { countTasks: 0, tellTime: 0 };
  const tasks = method('countTasks', {
    params: {},
    access: anyone,
    keepable: true,
    handler: (ctx) => {
      called.countTasks += 1;
      return ctx.db.value<number>(sql`SELECT count(*) AS number FROM task`);
    },
  });
  const times = method('tellTime', {
    params: {},
    access: anyone,
    keepable: true,
    handler: async (ctx) => {
      called.tellTime += 1;
      await ctx.db.first(sql`SELECT id FROM tag WHERE ${ctx.db.dialect.now()} IS NULL`);
      return 1;
    },
  });
  return { tasks, times, called };
}
