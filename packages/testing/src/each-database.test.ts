import sql from 'sql-template-tag';
import { describe, expect, it } from 'vitest';
import { createTestHub } from './create-test-hub.js';
import { eachDatabase } from './each-database.js';

eachDatabase('a test hub', (open) => {
  it('knows its first users and nobody else', async () => {
    const hub = await open();
    const admin = await hub.as('kojiadmin');
    expect(await admin.call('getLoggedInUser')).toMatchObject({ id: 1, name: 'kojiadmin' });
    const alice = await hub.as('alice');
    expect(await alice.call('getLoggedInUser')).toMatchObject({ id: 2, name: 'alice' });
    await expect(hub.as('bob')).rejects.toThrow();
  });

  it('takes further users and another password', async () => {
    const hub = await open({ users: ['bob', { name: 'carol', permissions: ['tag'] }] });
    await hub.setPassword('bob', 'other');
    await expect(hub.as('bob')).rejects.toThrow();
    const bob = await hub.as('bob', 'other');
    expect(await bob.call('getLoggedInUser')).toMatchObject({ id: 3, name: 'bob' });
    const carol = await hub.as('carol');
    expect(await carol.call('hasPerm', ['tag'])).toBe(true);
  });

  it('starts from the same rows each time', async () => {
    const [first, second] = [await open(), await open({ users: ['bob'] })];
    await expect(first.as('bob')).rejects.toThrow();
    await second.as('bob');
  });

  it('answers at a real address when asked to listen', async () => {
    const hub = await open();
    const response = await fetch(await hub.listen(), { method: 'POST', body: 'not xml' });
    expect(response.status).toBe(400);
  });

  it('tells what its database is asked while something is done', async () => {
    const hub = await open();
    await hub.anonymous.call('getTag', ['before']);
    const heard = await hub.queriesOf(async () => {
      const db = hub.database.open();
      await db.table('tag').select('id');
      await db.first(sql`SELECT name FROM users`);
      const many = await db.many(sql`WITH RECURSIVE numbers (n) AS (
        SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 3000) SELECT n FROM numbers`);
      let rows = 0;
      for await (const batch of Array.isArray(many) ? [] : many) rows += batch.length;
      expect(rows).toBe(3000);
      await db.release();
    });
    await hub.anonymous.call('getTag', ['after']);
    expect(heard.map((text) => /\b(tag|users|numbers)\b/.exec(text)?.[0])).toEqual([
      'tag',
      'users',
      // The first rows, and all of them once there are many.
      'numbers',
      'numbers',
    ]);
  });

  it('tells of a transaction that was left open', async () => {
    const hub = await open();
    const transaction = hub.database.open();
    await expect(hub.close()).rejects.toThrow(/1 transactions were left open/);
    await transaction.release();
  });
});

describe('createTestHub', () => {
  it('refuses a configuration with a mistake', async () => {
    await expect(createTestHub({ config: '[hub]\nMaxRequestLength = many\n' })).rejects.toThrow(
      /MaxRequestLength/,
    );
  });
});
