import { eachEmptyDatabase } from '@kojikit/testing';
import sql from 'sql-template-tag';
import { expect, it } from 'vitest';
import { closed, prepare } from './prepared-database.js';

const names = sql`SELECT name FROM package ORDER BY name`;
const insert = (name: string) => sql`INSERT INTO package (name) VALUES (${name})`;

eachEmptyDatabase('a write that may wait', (make, engine) => {
  const prepared = async () => prepare(await make());

  it('is there for the statement behind it, in the order of asking', async () => {
    const { database } = await prepared();
    await database.transaction(async (db) => {
      await db.later(insert('one'));
      await db.later(sql`UPDATE package SET name = 'two' WHERE name = 'one'`);
      expect(await db.column(names)).toEqual(['two']);
      const made = await db.later<{ id: number }>(sql`${insert('three')} RETURNING id`);
      const [row] = await made.rows();
      expect(await db.value(sql`SELECT name FROM package WHERE id = ${row!.id}`)).toBe('three');
      expect(await made.rows()).toEqual([row]);
    });
    expect(await database.transaction((db) => db.column(names))).toEqual(['three', 'two']);
    await closed(database);
  });

  it('is committed when nothing is behind it', async () => {
    const { database } = await prepared();
    await database.transaction((db) => db.later(insert('one')));
    const db = database.open();
    await db.later(insert('two'));
    expect(db.dirty).toBe(true);
    await db.rollback();
    await db.later(insert('three'));
    await db.release();
    expect(await database.transaction((again) => again.column(names))).toEqual(['one']);
    await closed(database);
  });

  it('has its failure told by what is behind it, and nothing of the transaction is committed', async () => {
    const { database } = await prepared();
    const writing = database.transaction(async (db) => {
      await db.run(insert('one'));
      await db.later(insert('one'));
      await db.later(insert('two'));
    });
    const error: unknown = await writing.catch((caught: unknown) => caught);
    expect(database.dialect.errorKind(error)).toBe('unique');
    expect(await database.transaction((db) => db.column(names))).toEqual([]);
    await closed(database);
  });

  it('fails within the savepoint that it is written under, and is undone with it', async () => {
    const { database } = await prepared();
    await database.transaction(async (db) => {
      await db.later(insert('one'));
      const failing = db.savepoint(async () => {
        await db.later(insert('two'));
        await db.later(insert('one'));
      });
      expect(database.dialect.errorKind(await failing.catch((error: unknown) => error))).toBe('unique');
      const given = db.savepoint(async () => {
        await db.later(insert('three'));
        throw new Error('given up');
      });
      await expect(given).rejects.toThrow('given up');
      await db.savepoint(() => db.later(insert('four')));
      await db.later(insert('five'));
    });
    expect(await database.transaction((db) => db.column(names))).toEqual(['five', 'four', 'one']);
    await closed(database);
  });

  it('says that it is gone when it is taken back unsent', async () => {
    const { database } = await prepared();
    const db = database.open();
    const made = await db.later(sql`${insert('one')} RETURNING id`);
    await db.rollback();
    if (engine === 'postgresql') await expect(made.rows()).rejects.toThrow('Taken back');
    await db.release();
    await closed(database);
  });

  it('is committed with one more, when that touches something', async () => {
    const { database } = await prepared();
    const db = database.open();
    await db.later(insert('one'));
    await db.later(insert('two'));
    expect(await db.commitWith(sql`UPDATE package SET name = 'three' WHERE name = 'two'`)).toBe(true);
    expect(await db.column(names)).toEqual(['one', 'three']);
    await db.later(insert('four'));
    expect(await db.commitWith(sql`UPDATE package SET name = 'five' WHERE name = 'nobody'`)).toBe(false);
    await db.rollback();
    expect(await db.column(names)).toEqual(['one', 'three']);
    const failing = async () => {
      await db.later(insert('one'));
      return db.commitWith(sql`UPDATE package SET name = 'six' WHERE name = 'three'`);
    };
    expect(database.dialect.errorKind(await failing().catch((error: unknown) => error))).toBe('unique');
    await db.rollback();
    expect(await db.column(names)).toEqual(['one', 'three']);
    await db.release();
    await closed(database);
  });

  it('is prepared once, also when it comes twice in one round trip', async () => {
    const { database } = await prepared();
    const add = (...added: readonly string[]) =>
      database.transaction(async (db) => {
        for (const name of added) await db.later(insert(name));
      });
    await add('a');
    await add('b', 'c', 'd');
    const failing = add('e', 'a', 'f');
    await expect(failing).rejects.toThrow();
    await add('e', 'f');
    expect(await database.transaction((db) => db.column(names))).toEqual([...'abcdef']);
    await closed(database);
  });
});
