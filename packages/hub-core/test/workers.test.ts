import { eachDatabase } from '@kojikit/testing';
import sql from 'sql-template-tag';
import { expect, it } from 'vitest';
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
    await expect.poll(() => starts, { timeout: 10_000 }).toBe(2);
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
    /* The transaction that has the lock, and how long it is open. */
    const holder = async () => {
      if (engine === 'sqlite') return [];
      const db = database.open();
      return db
        .all<{ xid: string; age: number }>(
          sql`SELECT CAST(backend_xid AS text) AS xid, CAST(extract(epoch FROM now() - xact_start) AS float8) AS age
                FROM pg_stat_activity WHERE datname = current_database() AND backend_xid IS NOT NULL`,
        )
        .finally(() => db.release());
    };
    const seen = new Set<string>();
    for (let look = 0; look < 60; look += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(await database.hold('some-lock')).toBeUndefined();
      for (const { xid, age } of await holder()) {
        seen.add(xid);
        expect(age).toBeLessThan(2.5);
      }
    }
    if (engine === 'postgresql') expect(seen.size).toBeGreaterThan(1);
    await hold?.release();
    const again = await database.hold('some-lock');
    expect(again).toBeDefined();
    await again?.release();
  });
});
