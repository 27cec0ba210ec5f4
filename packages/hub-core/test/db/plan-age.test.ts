import { eachEmptyDatabase } from '@kojikit/testing';
import sql, { raw } from 'sql-template-tag';
import { afterEach, expect, it, vi } from 'vitest';
import type { Transaction } from '../../src/db/database.js';
import { closed, prepare } from './prepared-database.js';

afterEach(() => void vi.restoreAllMocks());

eachEmptyDatabase('a statement that PostgreSQL keeps prepared', (make, engine) => {
  if (engine === 'sqlite') return;

  const find = (db: Transaction) => db.value(sql`SELECT id FROM package WHERE name = ${'last'}`);

  /** How the connection at hand runs it. */
  async function planOf(db: Transaction): Promise<string> {
    const name = await db.value<string>(
      sql`SELECT name FROM pg_prepared_statements WHERE statement LIKE 'SELECT id FROM package%'`,
    );
    return (await db.column<string>(raw(`EXPLAIN EXECUTE ${name}('last')`))).join('\n');
  }

  it('is planned anew after a time: for a table that has grown, by its index', async () => {
    const connection = await make();
    if (connection.kind !== 'postgresql') throw new Error('expected PostgreSQL');
    const { database } = await prepare({ ...connection, poolSize: 1 });
    await database.transaction(async (db) => {
      await db.run(sql`INSERT INTO package (name) VALUES ('first')`);
      await db.script('ANALYZE package');
    });
    for (let time = 0; time < 10; time += 1) await database.transaction(find);
    await database.transaction((db) =>
      db.run(sql`INSERT INTO package (name) SELECT 'package-' || n FROM generate_series(1, 5000) AS n`),
    );
    await database.transaction(find);
    expect(await database.transaction(planOf)).toContain('Seq Scan');

    const now = performance.now();
    vi.spyOn(performance, 'now').mockImplementation(() => now + 5000);
    await database.transaction(find);
    expect(await database.transaction(planOf)).toContain('Index Scan');
    await closed(database);
  });
});
