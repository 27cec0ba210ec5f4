import { eachEmptyDatabase } from '@kojikit/testing';
import sql, { type Sql } from 'sql-template-tag';
import { expect, it, onTestFinished } from 'vitest';
import type { Transaction } from '../../src/db/database.js';
import { Rows } from '../../src/db/rows.js';
import { closed, prepare } from './prepared-database.js';

eachEmptyDatabase('a long read of PostgreSQL that is made again', (make, engine) => {
  if (engine === 'sqlite') return;

  const numbers = (count: number): Sql => sql`SELECT n FROM generate_series(1, ${count}::integer) AS n`;

  interface Numbered {
    n: number;
  }

  async function opened() {
    const connection = await make();
    if (connection.kind !== 'postgresql') throw new Error('expected PostgreSQL');
    const { database, statements } = await prepare({ ...connection, poolSize: 8 });
    onTestFinished(() => closed(database));
    return { database, statements };
  }

  /** The numbers, and whether they came as a few rows. */
  async function read(db: Transaction, query: Sql): Promise<{ few: boolean; found: number[] }> {
    const rows = await db.manyRows<Numbered>(query);
    if (rows instanceof Rows) return { few: true, found: rows.integers('n') };
    const found: number[] = [];
    for await (const batch of rows) found.push(...batch.integers('n'));
    return { few: false, found };
  }

  const upTo = (count: number) => Array.from({ length: count }, (unused, index) => index + 1);

  it('asks the server once, and has few rows at once where there are few then', async () => {
    const { database, statements } = await opened();
    const db = database.open();
    expect(await read(db, numbers(2500))).toEqual({ few: false, found: upTo(2500) });
    expect(statements).toHaveLength(2);
    statements.length = 0;
    for (const count of [2500, 1001, 30_000]) {
      expect(await read(db, numbers(count))).toEqual({ few: false, found: upTo(count) });
    }
    expect(statements).toHaveLength(3);
    statements.length = 0;
    for (const count of [1000, 0, 7]) {
      expect(await read(db, numbers(count))).toEqual({ few: true, found: upTo(count) });
    }
    expect(statements).toHaveLength(3);
    await db.release();
  });

  it('fails before the first row as others do, and behind it while it is read', async () => {
    const { database } = await opened();
    const db = database.open();
    const fraction = (from: number, bad: number) =>
      sql`SELECT 10 / (n - ${bad}::integer) AS n FROM generate_series(${from}::integer, 100000) AS n`;
    await read(db, fraction(1, 0));
    await expect(db.manyRows(fraction(1, 1))).rejects.toThrow('division by zero');
    await expect(db.manyRows(fraction(1, 900))).rejects.toThrow('division by zero');
    const rows = await db.manyRows(fraction(1, 90_000));
    expect(rows).not.toBeInstanceOf(Rows);
    await expect(
      (async () => {
        for await (const batch of rows as AsyncIterable<unknown>) expect(batch).toBeInstanceOf(Rows);
      })(),
    ).rejects.toThrow('division by zero');
    expect(await read(db, numbers(3))).toEqual({ few: true, found: [1, 2, 3] });
    await db.release();
  });

  it('leaves connections to others, whether it is read or not', async () => {
    const { database } = await opened();
    const first = database.open();
    await read(first, numbers(2000));
    await first.release();

    const readers = Array.from({ length: 12 }, () => database.open());
    const begun = await Promise.all(readers.map((db) => db.manyRows<Numbered>(numbers(50_000))));
    expect(begun.filter((rows) => rows instanceof Rows)).toEqual([]);
    // As many as the pool has, at the same time, with reads that nobody goes on with.
    await Promise.all(readers.map(() => database.transaction((db) => db.value(sql`SELECT 1`))));
    await Promise.all(readers.map((db) => db.release()));

    const again = await Promise.all(
      readers.map(async (db) => {
        const all = await read(db, numbers(50_000));
        await db.release();
        return all.found.length;
      }),
    );
    expect(again).toEqual(readers.map(() => 50_000));
  });
});
