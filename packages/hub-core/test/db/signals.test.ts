import { setTimeout as sleep } from 'node:timers/promises';
import { eachEmptyDatabase } from '@kojikit/testing';
import sql from 'sql-template-tag';
import { expect, it, vi } from 'vitest';
import { openDatabase } from '../../src/db/open-database.js';
import { Signals } from '../../src/ground/signals.js';

eachEmptyDatabase('signals', (make, engine) => {
  it('wake who waits in the same process, and nobody else', async () => {
    const signals = new Signals();
    const woken = signals.wait(['task:1', 'task:2'], 60);
    const other = signals.wait(['task:3'], 0.05);
    signals.announce('task:2');
    expect(await woken).toBe(true);
    expect(await other).toBe(false);
    await signals.close();
  });

  if (engine === 'sqlite') return;

  it('wake who waits in another process on the database, also after its connection was lost', async () => {
    const connection = await make();
    const databases = [await openDatabase(connection), await openDatabase(connection)] as const;
    const [here, there] = [new Signals(), new Signals()] as const;
    here.connect(databases[0]);
    there.connect(databases[1]);
    // Until both listen, and again until the lost one does, what is announced is dropped.
    const arrives = (topic: string) =>
      vi.waitFor(async () => {
        const woken = there.wait([topic], 0.2);
        here.announce(topic);
        expect(await woken).toBe(true);
      }, 30_000);
    await arrives('task:1');
    const listening = sql`SELECT pid FROM pg_stat_activity
      WHERE query LIKE 'LISTEN%' AND datname = current_database() AND pid <> pg_backend_pid()`;
    const lost = await databases[0].transaction((db) => db.column<number>(listening));
    expect(lost.length).toBeGreaterThan(0);
    for (const pid of lost) {
      await databases[0].transaction((db) => db.all(sql`SELECT pg_terminate_backend(${pid})`));
    }
    await sleep(50);
    const many = [...Array(1000).keys()].map((id) => `a-rather-long-topic:${id}`);
    await arrives('task:2');
    const all = Promise.all(many.map((topic) => there.wait([topic], 20)));
    for (const topic of many) here.announce(topic);
    expect((await all).every(Boolean)).toBe(true);
    // Of failed logins each one counts, at whatever moment it is told.
    const heard: string[] = [];
    for (const signals of [here, there]) signals.listen('login-failed:', (rest) => heard.push(rest));
    for (let count = 0; count < 3; count += 1) here.announce('login-failed:alice');
    await sleep(0);
    for (let count = 0; count < 2; count += 1) here.announce('login-failed:alice');
    await expect.poll(() => heard.length).toBe(10);
    await here.close();
    await there.close();
    for (const database of databases) await database.close();
  });
});
