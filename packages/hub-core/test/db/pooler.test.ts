import { eachEmptyDatabase } from '@kojikit/testing';
import sql from 'sql-template-tag';
import { expect, it, onTestFinished } from 'vitest';
import { Signals } from '../../src/ground/signals.js';
import { coreMigrations } from '../../src/db/migrations/core-migrations.js';
import { migrate } from '../../src/db/migrations/migrate.js';
import { poolerDoubt } from '../../src/db/postgres/pooler-doubt.js';
import {
  databaseOptions,
  defaultHubConfig,
  openDatabase,
  type Database,
  type DatabaseConnection,
} from '../../src/index.js';
import { havePgbouncer, startPgbouncer } from './pgbouncer.js';

async function opened(connection: DatabaseConnection): Promise<Database> {
  const database = await openDatabase(connection);
  onTestFinished(() => database.close());
  return database;
}

eachEmptyDatabase('a database through pgbouncer in transaction mode', (make, engine) => {
  if (engine === 'sqlite') return;

  async function addresses(): Promise<{ direct: string; pooled: string }> {
    const connection = await make();
    if (connection.kind !== 'postgresql') throw new Error('expected PostgreSQL');
    const direct = connection.url!;
    return { direct, pooled: await startPgbouncer(direct) };
  }

  it('works for many at once, keeps times as they are, locks, and long reads', async ({ skip }) => {
    skip(!havePgbouncer(), 'pgbouncer is not installed');
    const { direct, pooled } = await addresses();
    const own = await opened({ kind: 'postgresql', url: direct });
    const name = new URL(direct).pathname.slice(1);
    // Whoever does not say what zone it means gets another one.
    await own.transaction((db) => db.script(`ALTER DATABASE "${name}" SET TimeZone = 'America/New_York'`));
    const config = defaultHubConfig({
      DBConnectionString: pooled,
      DBPooler: true,
      DBDirectConnection: direct,
    });
    const database = await opened(databaseOptions(config));
    expect(await migrate(database, coreMigrations)).toHaveLength(coreMigrations.length);
    expect(await migrate(database, coreMigrations)).toEqual([]);

    const hold = await database.hold('a-lock');
    expect(hold).toBeDefined();
    const work = async (worker: number): Promise<void> => {
      for (let round = 0; round < 20; round += 1) {
        await database.transaction(async (db) => {
          await db.insert('package', { name: `package-${worker}-${round}` });
          await db.savepoint(() => db.insert('tag', { name: `tag-${worker}-${round}` }));
        });
        const reads = database.open();
        try {
          const found = sql`SELECT name FROM package WHERE name = ${`package-${worker}-${round}`}`;
          expect(await reads.value<string>(found)).toBe(`package-${worker}-${round}`);
          const moment = database.dialect.moment('2026-01-02 03:04:05 UTC');
          expect(await reads.value<number>(sql`SELECT ${database.dialect.epoch(moment)}`)).toBe(
            1_767_323_045,
          );
          expect(await reads.value<string>(sql`SHOW TimeZone`)).toBe('UTC');
          expect(await database.hold('a-lock')).toBeUndefined();
        } finally {
          await reads.release();
        }
      }
    };
    await Promise.all([0, 1, 2, 3, 4, 5].map(work));
    const db = database.open();
    let rows = 0;
    for await (const batch of await db.many<{ name: string }>(sql`
      SELECT a.name FROM package a CROSS JOIN package b`))
      rows += Array.isArray(batch) ? batch.length : 1;
    expect(rows).toBe(120 * 120);
    await db.release();
    await hold!.release();
  });

  it('hears of other hubs by its direct connection, and says what is missing without it', async ({
    skip,
  }) => {
    skip(!havePgbouncer(), 'pgbouncer is not installed');
    const { direct, pooled } = await addresses();
    const options = { DBConnectionString: pooled, DBPooler: true };
    const whole = databaseOptions(defaultHubConfig({ ...options, DBDirectConnection: direct }));
    const [hearing, telling] = [new Signals(), new Signals()];
    for (const signals of [hearing, telling]) {
      signals.connect(await opened(whole));
      onTestFinished(() => signals.close());
    }
    let heard = false;
    hearing.listen('test:', () => (heard = true));
    await expect.poll(() => (telling.announce('test:news'), heard), { timeout: 100_000 }).toBe(true);

    const doubt = (connection: DatabaseConnection) => {
      if (connection.kind !== 'postgresql') throw new Error('expected PostgreSQL');
      return poolerDoubt(connection);
    };
    expect(await doubt(whole)).toBeUndefined();
    const [known, unknown, wrong] = await Promise.all([
      doubt(databaseOptions(defaultHubConfig(options))),
      doubt({ kind: 'postgresql', url: pooled }),
      doubt(databaseOptions(defaultHubConfig({ ...options, DBDirectConnection: pooled }))),
    ]);
    expect(known).toMatch(
      /: if there is a pooler such as pgbouncer, set DBDirectConnection to the address of/,
    );
    expect(unknown).toMatch(/, set DBPooler = on and DBDirectConnection to the address of/);
    expect(wrong).toMatch(/: DBDirectConnection leads to a pooler, expected/);
  });
});
