import { double, encodeResponse } from '@kojikit/protocol';
import { eachDatabase } from '@kojikit/testing';
import sql, { join, type Sql } from 'sql-template-tag';
import { expect, it } from 'vitest';
import { selectList } from '../../src/query/listing.js';
import { asHub } from '../../src/rpc/as-hub.js';

interface Moment {
  place: number;
  at: string | null;
  at_ts: number | null;
  counted: number | null;
}

/** In ten digits of seconds and beyond them, before 1970 and before Christ, with fractions of any length and without. */
const PLAIN = ['2026-11-29 08:57:45.12+00', '2001-09-09 01:46:40+00', '2001-09-09 01:46:39.999999+00'];
const OTHERS = [
  '1970-01-01 00:00:00+00',
  '1970-01-01 00:00:00.000001+00',
  '1969-12-31 23:59:59.9+00',
  '2000-02-29 12:00:00.5+00',
  '2100-03-01 00:00:00.000001+00',
  '2254-12-31 23:59:59.999999+00',
];
const POSTGRES_ALONE = [
  '0099-03-01 00:00:00+00',
  '4713-01-01 00:00:00+00 BC',
  '20260-11-29 08:57:45+00',
  'infinity',
  '-infinity',
];

/* The same at every run. */
function some(count: number): string[] {
  return Array.from({ length: count }, (unused, n) => {
    const milliseconds = ((n * 7_919_777_777) % 4_000_000_000) * 1000;
    const fraction = String((n * 7919) % 1_000_000)
      .padStart(6, '0')
      .slice(0, n % 7);
    return new Date(milliseconds)
      .toISOString()
      .replace('T', ' ')
      .replace(/\.\d+Z$/, fraction === '' ? '+00' : `.${fraction}+00`);
  });
}

eachDatabase('the seconds of a moment', (open, engine) => {
  const moments = [
    null,
    ...PLAIN,
    ...OTHERS,
    ...some(500),
    ...(engine === 'postgresql' ? POSTGRES_ALONE : []),
  ];

  it('are those that the database counts, as values and on the wire', async () => {
    const hub = await open();
    await asHub(hub.hub.parts, 'test', async ({ db }) => {
      const stored = (moment: string | null): Sql =>
        engine === 'postgresql' ? sql`${moment}::timestamptz` : sql`${moment}`;
      const listed = join(moments.map((moment, place) => sql`(${place} + 0, ${stored(moment)})`));
      const columns = { place: sql`place`, at: sql`at`, at_ts: db.dialect.epoch(sql`at`) };
      const counted = sql`${db.dialect.epoch(sql`at`)} AS counted`;
      const query = sql`
        WITH listed (place, at) AS (VALUES ${listed})
        SELECT ${selectList(columns)}, ${counted} FROM listed ORDER BY place`;

      const objects = await db.all<Moment>(query);
      expect(objects).toHaveLength(moments.length);
      for (const { at, at_ts, counted } of objects) expect([at, at_ts]).toEqual([at, counted]);
      expect(objects[0]).toEqual({ place: 0, at: null, at_ts: null, counted: null });
      expect(objects[1]!.at_ts).toBe(1_795_942_665.12);

      const rows = (await db.rows<Moment>(query)).reading({ at_ts: double, counted: double });
      expect(rows.column('at_ts')).toEqual(rows.column('counted'));
      expect(rows.integers('place')).toEqual(objects.map(({ place }) => place));
      const written = Buffer.concat([...rows.pieces()]).toString();
      const sent = objects.map((row) => ({
        ...row,
        at_ts: row.at_ts === null ? null : double(row.at_ts),
        counted: row.counted === null ? null : double(row.counted),
      }));
      expect(written).toBe(encodeResponse(sent).replace(/^.*?<array><data>(.*)<\/data>.*$/s, '$1'));
    });
  });

  it('come under names of any length', async () => {
    const hub = await open();
    await asHub(hub.hub.parts, 'test', async ({ db }) => {
      const name = `moment_${'of_a_long_name_'.repeat(2)}`;
      const time = sql`events.time`;
      const columns = {
        [name]: time,
        [`${name}ts`]: db.dialect.epoch(time),
        at: time,
        at_ts: db.dialect.epoch(time),
      };
      const [row] = await db.all(sql`SELECT ${selectList(columns)} FROM events ORDER BY id LIMIT 1`);
      expect(row).toEqual({
        [name]: expect.any(String),
        [`${name}ts`]: expect.any(Number),
        at: row![name],
        at_ts: row![`${name}ts`],
      });
    });
  });
});
