import { eachEmptyDatabase } from '@kojikit/testing';
import sql from 'sql-template-tag';
import { expect, it } from 'vitest';
import type { Database } from '../../src/db/database.js';
import { openDatabase } from '../../src/db/open-database.js';
import { closed, prepare } from './prepared-database.js';

const names = sql`SELECT name FROM package ORDER BY name`;

eachEmptyDatabase('the connection of a transaction', (make, engine) => {
  const prepared = async () => prepare(await make());

  if (engine === 'postgresql') {
    it('says that nothing was committed when one of its statements had failed', async () => {
      const { database } = await prepared();
      const db = database.open();
      await db.insert('package', { name: 'bash' });
      await db.insert('package', { name: 'bash' }).catch(() => undefined);
      await expect(db.commit()).rejects.toThrow('Nothing was committed');
      await db.release();
      expect(await database.transaction((again) => again.column(names))).toEqual([]);
      await closed(database);
    });

    it('fails as unreachable when its connection is killed, and the next one works', async () => {
      const { connection, database } = await prepared();
      const killer = await openDatabase(connection);
      const kill = (id: unknown) =>
        killer.transaction((db) => db.all(sql`SELECT pg_terminate_backend(${id})`));
      const db = database.open();
      const id = await db.value(sql`SELECT pg_backend_pid()`);
      await db.insert('package', { name: 'lost' });
      await kill(id);
      const error: unknown = await db.all(names).catch((caught: unknown) => caught);
      expect(database.dialect.errorKind(error)).toBe('unreachable');
      await expect(db.insert('package', { name: 'lost too' })).rejects.toThrow('connection');
      await db.release();
      const idle = await database.transaction(async (next) => {
        expect(await next.column(names)).toEqual([]);
        return next.value(sql`SELECT pg_backend_pid()`);
      });
      await kill(idle);
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(await database.transaction((next) => next.column(names))).toEqual([]);
      await closed(database, killer);
    });

    it('fails each of the statements that were asked at the same time as unreachable when it is killed between them', async () => {
      const { connection, database } = await prepared();
      const killer = await openDatabase(connection);
      const db = database.open();
      await db.insert('package', { name: 'lost' });
      const id = await db.value(sql`SELECT pg_backend_pid()`);
      const asked = Promise.allSettled([
        db.column(names),
        db.value(sql`SELECT pg_sleep(30)`),
        db.insert('package', { name: 'lost too' }),
        db.column(names),
      ]);
      const sleeps = sql`SELECT 1 FROM pg_stat_activity WHERE pid = ${id} AND wait_event = 'PgSleep'`;
      await expect.poll(() => killer.transaction((other) => other.value(sleeps))).toBe(1);
      await killer.transaction((other) => other.all(sql`SELECT pg_terminate_backend(${id})`));
      const kinds = (await asked).map((one) =>
        one.status === 'fulfilled' ? one.value : database.dialect.errorKind(one.reason),
      );
      expect(kinds).toEqual([['lost'], 'unreachable', 'unreachable', 'unreachable']);
      await db.release();
      expect(await database.transaction((next) => next.column(names))).toEqual([]);
      await closed(database, killer);
    });

    it('is planned for a database in memory, unless somebody has set how', async () => {
      const { connection, database } = await prepared();
      const settings = sql`SELECT current_setting('jit') AS jit, current_setting('random_page_cost') AS page`;
      const planned = (of: Database) => of.transaction((db) => db.first(settings));
      expect(await planned(database)).toEqual({ jit: 'off', page: '1.1' });
      await database.transaction((db) =>
        db.script(
          "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET random_page_cost = 3', current_database()); END $$",
        ),
      );
      const other = await openDatabase(connection);
      expect(await planned(other)).toEqual({ jit: 'off', page: '3' });
      await closed(database, other);
    });

    it('says who cannot be reached', async () => {
      const database = await openDatabase({ kind: 'postgresql', host: '127.0.0.1', port: 1, user: 'x' });
      const error: unknown = await database
        .transaction((db) => db.all(names))
        .catch((caught: unknown) => caught);
      expect(database.dialect.errorKind(error)).toBe('unreachable');
      expect(String(error)).toMatch(/Cannot connect to the database: .*ECONNREFUSED/);
      await closed(database);
    });
  } else {
    it('waits its turn in order, and fails as busy when that takes too long', async () => {
      const connection = { ...(await make()), patience: 0.1 };
      const database = await openDatabase(connection);
      const first = database.open();
      await first.all(sql`SELECT 1`);
      const late: unknown = await database
        .transaction((db) => db.all(sql`SELECT 1`))
        .catch((error: unknown) => error);
      expect(database.dialect.errorKind(late)).toBe('busy');
      const order: number[] = [];
      const turns = [1, 2, 3].map((turn) =>
        database.transaction(async (db) => {
          await db.all(sql`SELECT 1`);
          order.push(turn);
        }),
      );
      await first.release();
      await Promise.all(turns);
      expect(order).toEqual([1, 2, 3]);
      await closed(database);
    });

    it('lets the process go on while another one writes', async () => {
      const { connection, database } = await prepared();
      const other = await openDatabase(connection);
      const writer = other.open();
      await writer.insert('package', { name: 'theirs' });
      const ours = database.transaction((db) =>
        Promise.all([db.insert('package', { name: 'ours' }), db.column(names)]),
      );
      await new Promise((resolve) => setTimeout(resolve, 30));
      await writer.commit();
      await writer.release();
      expect((await ours)[1]).toContain('theirs');
      await closed(database, other);
    });
  }
});
