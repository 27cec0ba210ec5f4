import { DateTime } from '@kojikit/protocol';
import { eachDatabase, eachEmptyDatabase } from '@kojikit/testing';
import fc from 'fast-check';
import sql from 'sql-template-tag';
import { expect, it } from 'vitest';
import { openDatabase } from '../../src/db/open-database.js';
import { readMoment } from '../../src/db/times/read-moment.js';
import { UnreadableTime } from '../../src/db/times/unreadable-time.js';
import { isDisputed, timeForm } from './time-forms.js';

function outcomeOf(text: string): string {
  try {
    const moment = readMoment(text);
    if (typeof moment === 'string') return moment;
    return String(BigInt(moment.seconds) * 1_000_000n + BigInt(moment.micros));
  } catch (error) {
    if (error instanceof UnreadableTime) return error.code;
    throw error;
  }
}

/** What the server itself makes of a text: microseconds since 1970, an end of time, or the code of its refusal. */
const askServer = `
  CREATE FUNCTION read_time(given TEXT) RETURNS TEXT LANGUAGE plpgsql AS $$
  DECLARE moment TIMESTAMPTZ;
  BEGIN
    moment := given::timestamptz;
    IF NOT isfinite(moment) THEN RETURN moment::text; END IF;
    RETURN extract(epoch FROM date_trunc('second', moment))::bigint::numeric * 1000000
           + extract(microseconds FROM moment)::bigint % 1000000;
  EXCEPTION WHEN OTHERS THEN RETURN sqlstate;
  END $$`;

eachEmptyDatabase('times', (make, engine) => {
  it('are in order, those of years that are not of four digits too', async () => {
    const database = await openDatabase(await make());
    const db = database.open();
    const { moment } = db.dialect;
    const ordered =
      '-infinity|4713-01-01 BC|0044-03-14 BC|0044-03-15 BC|0001-12-31 BC|0001-01-01|1969-12-31 23:59:59.5|epoch|' +
      '2020-01-01 00:00:00.000001|now|9999-12-31|10000-01-01|10000-01-02|123456-01-01|infinity';
    const texts = ordered.split('|');
    for (const [index, text] of texts.slice(1).entries()) {
      const isLater = await db.value(sql`SELECT ${moment(texts[index]!)} < ${moment(text)} AS later`);
      expect(Boolean(isLater), text).toBe(true);
    }
    await db.release();
    await database.close();
  });

  it('are read as the server reads them', async () => {
    const texts = fc.sample(timeForm, { numRuns: 4000, seed: 11 }).filter((text) => !isDisputed(text));
    const ours = Object.fromEntries(texts.map((text) => [text, outcomeOf(text)]));
    const values = Object.values(ours);
    expect(values.filter((value) => !value.startsWith('22')).length).toBeGreaterThan(800);
    expect(new Set(values.filter((value) => value.startsWith('22')))).toEqual(
      new Set(['22007', '22008', '22009', '22023']),
    );
    if (engine === 'sqlite') return;
    const database = await openDatabase(await make());
    const db = database.open();
    await db.script(askServer);
    const rows = await db.all<{ given: string; meaning: string }>(
      sql`SELECT given, read_time(given) AS meaning FROM json_array_elements_text(${JSON.stringify(texts)}::json) given`,
    );
    expect(ours).toEqual(Object.fromEntries(rows.map(({ given, meaning }) => [given, meaning])));
    await db.release();
    await database.close();
  });
});

/* From scripts that rely on Koji's handing the text to PostgreSQL. */
const past = [
  'Jan 1 2020',
  '20200101',
  '2020-1-1',
  '01/02/2020',
  '2020-01-01 00:00 EST',
  'yesterday',
  'epoch',
];
const future = ['infinity', 'tomorrow', 'J2940588', '10000-01-01', '2999-12-31T24:00:00Z'];
const wrong: [string, string][] = [
  ['2020-02-30', 'date/time field value out of range: "2020-02-30"'],
  ['soon', 'invalid input syntax for type timestamp with time zone: "soon"'],
  ['2020-01-01 00:00+99', 'time zone displacement out of range: "2020-01-01 00:00+99"'],
  ['2020-01-01 Nowhere/City', 'time zone "nowhere/city" not recognized'],
];

eachDatabase('a time as text of a caller', (open) => {
  const prepared = async () => {
    const hub = await open();
    const admin = await hub.as('kojiadmin');
    const build = await hub.rows.build();
    await admin.call('setBuildTimestamp', [build.id, Date.now() / 1000]);
    const task = await admin.call<number>('makeTask', ['sleep', [1]]);
    const tag = await hub.rows.tag();
    const ids = (rows: unknown) =>
      (rows as Record<string, number>[]).map((row) => row['build_id'] ?? row['id']);
    const found: Record<string, (which: 'Before' | 'After', time: unknown) => Promise<boolean>> = {
      listBuilds: async (which, time) =>
        ids(await admin.call('listBuilds', [], { [`created${which}`]: time })).includes(build.id),
      completedBuilds: async (which, time) =>
        ids(await admin.call('listBuilds', [], { [`complete${which}`]: time })).includes(build.id),
      listTasks: async (which, time) =>
        ids(await admin.call('listTasks', [{ [`created${which}`]: time }])).includes(task),
      queryHistory: async (which, time) => {
        const history = await admin.call<Record<string, unknown[]>>('queryHistory', [], {
          tables: ['tag_config'],
          tag: tag.id,
          [which.toLowerCase()]: time,
        });
        return history['tag_config']!.length > 0;
      },
    };
    return Object.entries(found);
  };

  it('is a time before or after which something happened', async () => {
    for (const [name, ask] of await prepared()) {
      for (const time of past) {
        expect(await ask('After', time), `${name} after ${time}`).toBe(true);
        expect(await ask('Before', time), `${name} before ${time}`).toBe(false);
      }
      for (const time of future) {
        expect(await ask('Before', time), `${name} before ${time}`).toBe(true);
        expect(await ask('After', time), `${name} after ${time}`).toBe(false);
      }
    }
  });

  it('is refused alike where it is none, and so is a number that is no moment', async () => {
    for (const [name, ask] of await prepared()) {
      for (const [time, message] of wrong) {
        await expect(ask('After', time), name).rejects.toMatchObject({
          code: 1,
          message: expect.stringContaining(message) as string,
        });
      }
      await expect(ask('After', 1e300), name).rejects.toThrow('out of range');
      await expect(ask('Before', -1e12), name).rejects.toThrow('out of range');
    }
  });

  it('leaves the transaction whole: calls after it in the same request still work', async () => {
    const hub = await open();
    const admin = await hub.as('kojiadmin');
    const results = await admin.call('multiCall', [
      [
        { methodName: 'createTag', params: ['f40'] },
        { methodName: 'listBuilds', params: [{ __starstar: true, createdAfter: 'soon' }] },
        { methodName: 'createTag', params: ['f41'] },
      ],
    ]);
    expect(results).toMatchObject([[expect.any(Number)], { faultCode: 1 }, [expect.any(Number)]]);
  });
});

eachDatabase('the completion time of a build', (open) => {
  it('may be a date of the wire, but none that no calendar has', async () => {
    const hub = await open();
    const admin = await hub.as('kojiadmin');
    const { id } = await hub.rows.build();
    await admin.call('setBuildTimestamp', [id, new DateTime('20200229T10:20:30')]);
    expect(await admin.call('getBuild', [id])).toMatchObject({
      completion_time: '2020-02-29 10:20:30+00:00',
    });
    for (const date of ['20210229T10:20:30', '20201301T00:00:00', '20200101T24:00:00', '20200101T00:60:00']) {
      await expect(admin.call('setBuildTimestamp', [id, new DateTime(date)])).rejects.toThrow(
        `Invalid time: ${date}`,
      );
    }
    await expect(admin.call('setBuildTimestamp', [id, 1e18])).rejects.toThrow('out of range');
  });
});
