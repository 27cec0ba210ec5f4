import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sql from 'sql-template-tag';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase, type Database } from '../../src/index.js';
import type { Batches, Row } from '../../src/db/database.js';

const ROWS = 30_000;

const sorted = sql`SELECT name, number, flag, document FROM thing ORDER BY name`;

/* Those of a file: in memory there is but one connection. */
describe('a long read of SQLite', () => {
  let database: Database;
  let statements: string[];
  beforeEach(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kojikit-long-'));
    statements = [];
    const observe = ({ text }: { text: string }) => void statements.push(text);
    database = await openDatabase({ kind: 'sqlite', path: join(folder, 'koji.sqlite') }, { observe });
    onTestFinished(async () => {
      await database.close();
      await rm(folder, { recursive: true });
    });
    await database.transaction((db) =>
      db.script(`
        CREATE TABLE thing (id INTEGER PRIMARY KEY, name TEXT, number INTEGER, flag BOOLEAN, document JSONB);
        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${ROWS})
          INSERT INTO thing SELECT i, printf('name-%08d', ${ROWS} - i), i, i % 2, '{"i": ' || i || '}' FROM n;`),
    );
  });

  async function allOf(found: Row[] | Batches<Row>): Promise<Row[]> {
    if (Array.isArray(found)) return found;
    const rows: Row[] = [];
    for await (const batch of found) rows.push(...batch);
    return rows;
  }

  it('has all rows in their order, decoded as others are', async () => {
    const db = database.open();
    const rows = await allOf(await db.many(sorted));
    expect(rows).toHaveLength(ROWS);
    expect(rows[0]).toEqual({
      name: 'name-00000000',
      number: ROWS,
      flag: false,
      document: { i: ROWS },
    });
    expect(rows).toEqual(await db.all(sorted));
    await db.release();
  });

  it('has few rows at once, found by values of all kinds', async () => {
    const db = database.open();
    const few = sql`SELECT id FROM thing WHERE number > ${ROWS - 3} AND name LIKE ${'name%'} AND flag = ${true}
                      AND ${db.dialect.matches(sql`name`, '^name-0+[0-9]$')} ORDER BY name`;
    expect(await db.many(few)).toEqual([{ id: ROWS - 1 }]);
    await db.release();
  });

  it('leaves others their turns while it sorts', async () => {
    const [one, other] = [database.open(), database.open()];
    const slow = sql`SELECT a.number * b.number AS product FROM thing a JOIN thing b ON b.id <= 40 ORDER BY 1 DESC LIMIT 1`;
    let done = false;
    const reading = one.many(slow).finally(() => (done = true));
    // In the same thread there would not be a single one before it is done.
    let turns = 0;
    while (!done) {
      expect(await other.value(sql`SELECT number FROM thing WHERE id = 7`)).toBe(7);
      await other.release();
      await new Promise(setImmediate);
      turns += 1;
    }
    expect(await reading).toEqual([{ product: ROWS * 40 }]);
    expect(turns).toBeGreaterThan(3);
    await one.release();
  });

  it('sees what its own transaction has written, and nothing that is not committed', async () => {
    const [writer, other] = [database.open(), database.open()];
    await writer.run(sql`INSERT INTO thing (name, number) VALUES ('aaa', 0)`);
    expect((await allOf(await writer.many(sorted)))[0]).toMatchObject({ name: 'aaa' });
    const few = sql`SELECT id FROM thing WHERE number % 10000 = 0 AND number < 25000 ORDER BY name`;
    for await (const batch of (await writer.many(sorted)) as Batches<Row>) {
      expect(batch[0]).toMatchObject({ name: 'aaa' });
      // Beside a read that is under way on the connection.
      expect(await other.many(few)).toEqual([{ id: 20_000 }, { id: 10_000 }]);
      break;
    }
    await writer.rollback();
    await writer.release();
    await database.transaction((db) => db.run(sql`DELETE FROM thing WHERE number < ${ROWS - 1}`));
    expect(await other.many(sorted)).toHaveLength(2);
    await other.release();
  });

  it('can be given up, and fails as others do', async () => {
    const db = database.open();
    for (let round = 0; round < 5; round += 1) {
      for await (const batch of (await db.many(sorted)) as Batches<Row>) {
        expect(batch.length).toBeGreaterThan(0);
        break;
      }
    }
    const bad = sql`SELECT name FROM thing WHERE ${db.dialect.matches(sql`name`, '[[:nothing:]]')} ORDER BY name`;
    const error: unknown = await db.many(bad).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Error);
    expect(db.dialect.refusedValue(error)).toBe(true);
    expect(await allOf(await db.many(sorted))).toHaveLength(ROWS);
    await db.release();
  });

  it('sorts once, and goes on from its first rows', async () => {
    const db = database.open();
    const before = statements.length;
    expect(await allOf(await db.many(sorted))).toHaveLength(ROWS);
    expect(statements.slice(before)).toEqual([sorted.sql]);
    await db.release();
  });

  it('leaves room for others, whether it is read or not', async () => {
    const few = sql`SELECT id FROM thing WHERE number % 10000 = 0 AND number < 25000 ORDER BY name`;
    const readers = Array.from({ length: 7 }, () => database.open());
    const begun = await Promise.all(readers.map((db) => db.many(sorted)));
    expect(begun.filter((rows) => Array.isArray(rows))).toEqual([]);
    const other = database.open();
    expect(await other.many(few)).toHaveLength(2);
    await other.release();
    await Promise.all(readers.map((db) => db.release()));
    const all = readers.map(async (db) => {
      const rows = await allOf(await db.many(sorted));
      await db.release();
      return rows.length;
    });
    expect(await Promise.all(all)).toEqual(readers.map(() => ROWS));
  });

  it('ends with the database', async () => {
    const db = database.open();
    const reading = (async () => allOf(await db.many(sorted)))().then(
      () => 'whole',
      () => 'broken off',
    );
    await database.close();
    expect(['whole', 'broken off']).toContain(await reading);
  });
});
