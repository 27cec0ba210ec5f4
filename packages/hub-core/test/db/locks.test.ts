import { eachEmptyDatabase } from '@kojikit/testing';
import sql from 'sql-template-tag';
import { expect, it } from 'vitest';
import { openDatabase } from '../../src/db/open-database.js';
import { closed, prepare } from './prepared-database.js';

const names = sql`SELECT name FROM package ORDER BY name`;

eachEmptyDatabase('a transaction beside others', (make, engine) => {
  const prepared = async () => prepare(await make());

  it('holds a named lock until it ends, against this process and others', async () => {
    const { connection, database } = await prepared();
    const other = await openDatabase(connection);
    for (const name of ['scheduler', 'kojikit-job-new']) {
      const holder = database.open();
      expect(await holder.lock(name, { wait: false })).toBe(true);
      expect(holder.dirty).toBe(false);
      for (const somebody of [database.open(), other.open()]) {
        expect(await somebody.lock(name, { wait: false })).toBe(false);
        await somebody.release();
      }
      const waiter = other.open();
      let got = false;
      const waiting = waiter.lock(name).then((answer) => (got = answer));
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(got).toBe(false);
      await holder.commit();
      expect(await waiting).toBe(true);
      await Promise.all([waiter.release(), holder.release()]);
    }
    await closed(database, other);
  });

  it('keeps the rows that it locked from being changed under it', async () => {
    const { database } = await prepared();
    await database.transaction((db) => db.insert('package', { name: 'bash' }));
    const order: string[] = [];
    const first = database.open();
    await first.lockRows(sql`SELECT id FROM package WHERE name = 'bash'`);
    const second = database.transaction(async (db) => {
      await db.lockRows(sql`SELECT p.id FROM package p LEFT JOIN build b ON b.pkg_id = p.id`, { of: 'p' });
      order.push('second');
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    order.push('first');
    await first.commit();
    await first.release();
    await second;
    expect(order).toEqual(['first', 'second']);
    await closed(database);
  });

  it('is not seen by others before its commit', async () => {
    const { database } = await prepared();
    const writer = database.open();
    await writer.insert('package', { name: 'bash' });
    const seen = database.transaction((db) => db.column(names));
    if (engine === 'postgresql') expect(await seen).toEqual([]);
    await writer.rollback();
    await writer.release();
    expect(await seen).toEqual([]);
    await closed(database);
  });
});
