import sql from 'sql-template-tag';
import type { PostgresOptions } from '../db/postgres/postgres-options.js';
import { openPostgres } from '../db/postgres/database.js';
import type { Queries } from '../db/database.js';
import { appliedMigrations } from '../db/migrations/applied-migrations.js';
import { programAddress, runProgram, versionOf } from './postgres-program.js';

/**
 * Dumps a PostgreSQL database, which others may be writing to, as it is at one moment, in the custom format of pg_dump. Throws
 * an error when pg_dump is missing or older than the server, or when the database is none of a hub of ours.
 * @param to an empty file.
 */
export async function dumpPostgres(options: PostgresOptions, to: string, signal: AbortSignal): Promise<void> {
  const program = await versionOf('pg_dump');
  const server = await withDatabase(options, async (db, knex) => {
    if ((await appliedMigrations(knex)) === undefined)
      throw new Error("the database is none of a hub of ours yet: run 'koji-hub init' to create or adopt it");
    return serverVersion(db);
  });
  if (program < server) {
    throw new Error(
      `pg_dump is of PostgreSQL ${program} and the server of ${server}: install the client programs of ${server} or later`,
    );
  }
  const { args, env } = programAddress(options);
  await runProgram('pg_dump', ['--format=custom', `--file=${to}`, ...args], { env, signal });
}

/** The major version of the server. */
export async function serverVersion(db: Queries): Promise<number> {
  const number = await db.value<string>(sql`SELECT current_setting('server_version_num')`);
  return Math.floor(Number(number) / 10_000);
}

/** Opens the database for one transaction. */
export async function withDatabase<T>(
  options: PostgresOptions,
  body: (db: Queries, knex: ReturnType<typeof openPostgres>['knex']) => Promise<T>,
): Promise<T> {
  const database = openPostgres({ ...options, poolSize: 2 });
  try {
    return await database.transaction((db) => body(db, database.knex));
  } finally {
    await database.close();
  }
}
