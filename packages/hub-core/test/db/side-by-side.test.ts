import { eachEmptyDatabase } from '@kojikit/testing';
import sql from 'sql-template-tag';
import { afterEach, expect, it, vi } from 'vitest';
import { ServerConnection } from '../../src/db/postgres/server-connection.js';
import { closed, prepare } from './prepared-database.js';

afterEach(() => void vi.restoreAllMocks());

const insert = (name: string) => sql`INSERT INTO package (name) VALUES (${name})`;
const find = (name: string) => sql`SELECT id FROM package WHERE name = ${name}`;
const names = sql`SELECT name FROM package ORDER BY name`;

eachEmptyDatabase('statements of a request that are asked at the same time', (make, engine) => {
  const prepared = async () => {
    const { database } = await prepare(await make());
    for (const name of ['one', 'two']) await database.transaction((db) => db.run(insert(name)));
    return database;
  };

  it('are answered each, with one round trip to a server', async () => {
    const database = await prepared();
    const ask = async () => {
      const db = database.open();
      const later = async () => {
        await Promise.resolve();
        return db.all(sql`SELECT name, id FROM package WHERE name = 'two'`);
      };
      const answers = await Promise.all([db.value(find('one')), later(), db.column(names)]);
      await db.release();
      return answers;
    };
    const expected = [1, [{ name: 'two', id: 2 }], ['one', 'two']];
    // The first time they are described, and the second time prepared.
    for (let time = 0; time < 3; time += 1) expect(await ask()).toEqual(expected);
    const trips = vi.spyOn(ServerConnection.prototype, 'query');
    expect(await ask()).toEqual(expected);
    expect(trips).toHaveBeenCalledTimes(engine === 'postgresql' ? 1 : 0);
    await closed(database);
  });

  it('fail each by itself', async () => {
    const database = await prepared();
    const db = database.open();
    const failing = (name: string) => db.value(sql`SELECT id FROM no_such_table WHERE name = ${name}`);
    const settled = await Promise.allSettled([
      db.value(find('one')),
      failing('one'),
      db.value(find('two')),
      failing('two'),
    ]);
    expect(settled.map((one) => (one.status === 'fulfilled' ? one.value : one.status))).toEqual([
      1,
      'rejected',
      2,
      'rejected',
    ]);
    expect(await db.column(names)).toEqual(['one', 'two']);
    await db.release();
    await closed(database);
  });

  it('are run in the order in which they are asked', async () => {
    const database = await prepared();
    await database.transaction(async (db) => {
      await db.run(insert('five'));
      const [before] = await Promise.all([
        db.column(names),
        db.run(insert('three')),
        db.run(sql`UPDATE package SET name = 'four' WHERE name = 'three'`),
      ]);
      expect(before).toEqual(['five', 'one', 'two']);
      expect(await db.column(names)).toEqual(['five', 'four', 'one', 'two']);
    });
    await closed(database);
  });

  it('draw ids that differ', async () => {
    const database = await prepared();
    await database.transaction(async (db) => {
      const draw = (table: string) => Promise.all([1, 2, 3].map(() => db.nextId(table)));
      expect((await draw('package')).sort()).toEqual([3, 4, 5]);
      expect((await draw('tag')).sort()).toEqual([1, 2, 3]);
      expect(await db.nextId('tag')).toBe(4);
    });
    await closed(database);
  });

  it('fail within a savepoint, which is undone', async () => {
    const database = await prepared();
    await database.transaction(async (db) => {
      await db.run(insert('three'));
      const failing = db.savepoint(() => Promise.all([db.run(insert('four')), db.run(insert('one'))]));
      expect(database.dialect.errorKind(await failing.catch((error: unknown) => error))).toBe('unique');
      await db.run(insert('five'));
    });
    expect(await database.transaction((db) => db.column(names))).toEqual(['five', 'one', 'three', 'two']);
    await closed(database);
  });

  it('are told of a write that waited before them and failed', async () => {
    const database = await prepared();
    const db = database.open();
    const asked = async () => {
      await db.later(insert('one'));
      return Promise.all([db.column(names), db.value(find('one'))]);
    };
    expect(database.dialect.errorKind(await asked().catch((error: unknown) => error))).toBe('unique');
    await db.release();
    expect(await database.transaction((db) => db.column(names))).toEqual(['one', 'two']);
    await closed(database);
  });
});
