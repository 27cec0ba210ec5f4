import { eachDatabase, eachEmptyDatabase } from '@kojikit/testing';
import sql from 'sql-template-tag';
import { expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../src/index.js';
import { defineHubPlugin, type WorkerContext } from '../src/plugin.js';

eachDatabase('workers', (open) => {
  it('run while the hub does, are started again when they fail, and are awaited at the end', async () => {
    let starts = 0;
    let ended = false;
    const run = async ({ stopping, signals }: WorkerContext) => {
      starts += 1;
      if (starts === 1) throw new Error('the first attempt fails');
      await signals.wait(['never'], 60, stopping);
      ended = true;
    };
    const plugin = defineHubPlugin({ name: 'working', workers: [{ name: 'working', run }] });
    const hub = await open({ plugins: [plugin], config: { Housekeeping: false } });
    hub.hub.start();
    await expect.poll(() => starts, { timeout: 100_000 }).toBe(2);
    expect(ended).toBe(false);
    await hub.hub.close();
    expect(ended).toBe(true);
  });
});

eachDatabase('a lock that is held beyond transactions', (open) => {
  it('is had by one at a time and leaves the database free for others', async () => {
    const { database } = await open();
    const hold = await database.hold('some-lock');
    expect(hold).toBeDefined();
    expect(await database.hold('some-lock')).toBeUndefined();
    const other = await database.hold('other-lock');
    await other?.release();
    await database.transaction((db) => db.insert('locks', { name: 'a-write-of-somebody-else' }));
    await hold?.release();
    await hold?.release();
    const again = await database.hold('some-lock');
    expect(again).toBeDefined();
    await again?.release();
  });

  it('is kept without a transaction that stays open and hinders tidying up', async () => {
    const { database, engine } = await open();
    const hold = await database.hold('some-lock');
    /* The transactions that are open meanwhile. */
    const holders = async (): Promise<string[]> => {
      if (engine === 'sqlite') return [];
      const db = database.open();
      return db
        .column<string>(
          sql`SELECT CAST(backend_xid AS text) AS xid
                FROM pg_stat_activity WHERE datname = current_database() AND backend_xid IS NOT NULL`,
        )
        .finally(() => db.release());
    };
    const seen = new Set<string>();
    // One that stays open is the only one that is ever seen.
    await expect
      .poll(
        async () => {
          expect(await database.hold('some-lock')).toBeUndefined();
          for (const xid of await holders()) seen.add(xid);
          return engine === 'sqlite' || seen.size >= 3;
        },
        { timeout: 100_000 },
      )
      .toBe(true);
    await hold?.release();
    const again = await database.hold('some-lock');
    expect(again).toBeDefined();
    await again?.release();
  });
});

eachEmptyDatabase('a lock that is held beyond transactions', (make, engine) => {
  it('is lost to nobody while it is handed on, however busy the holder is', async () => {
    const connection = await make();
    // The second connection is the one for the next transaction, and somebody else often has it.
    const few = connection.kind === 'postgresql' ? { poolSize: 2 } : {};
    const holder = await openDatabase({ ...connection, ...few });
    const rivals = await openDatabase(connection);
    onTestFinished(async () => {
      await Promise.all([holder.close(), rivals.close()]);
    });
    await holder.transaction((db) => db.script('CREATE TABLE locks (name TEXT PRIMARY KEY)'));
    const hold = await holder.hold('some-lock');
    expect(hold).toBeDefined();
    let over = false;
    let attempts = 0;
    const tries = async () => {
      while (!over) {
        attempts += 1;
        const got = await rivals.hold('some-lock');
        if (got !== undefined) return got.release().then(() => 'taken');
        await new Promise(setImmediate);
      }
      return 'kept';
    };
    const busy = async () => {
      while (!over && engine === 'postgresql')
        await holder.transaction((db) => db.script('SELECT pg_sleep(0.4)'));
    };
    /* Whose the lock has been; on SQLite it stays where it is. */
    const owners = new Set<string>();
    const handedOn = async (): Promise<boolean> => {
      if (engine === 'sqlite') return attempts > 1000;
      const granted = sql`SELECT virtualtransaction FROM pg_locks
        WHERE locktype = 'advisory' AND granted
          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
      for (const owner of await rivals.transaction((db) => db.column<string>(granted))) owners.add(owner);
      return owners.size > 3;
    };
    const done = Promise.all([tries(), tries(), tries(), busy()]);
    await expect.poll(handedOn, { timeout: 100_000 }).toBe(true);
    over = true;
    expect((await done).slice(0, 3)).toEqual(['kept', 'kept', 'kept']);
    await hold?.release();
    const again = await rivals.hold('some-lock');
    expect(again).toBeDefined();
    await again?.release();
  });
});
