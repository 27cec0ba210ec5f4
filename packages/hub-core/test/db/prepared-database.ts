import type { Database } from '../../src/db/database.js';
import { coreMigrations } from '../../src/db/migrations/core-migrations.js';
import { migrate } from '../../src/db/migrations/migrate.js';
import { openDatabase } from '../../src/db/open-database.js';

type Connection = Parameters<typeof openDatabase>[0];

/** A database with the schema, and the statements that reach it. */
export async function prepare(connection: Connection) {
  const statements: string[] = [];
  const database = await openDatabase(connection, { observe: ({ text }) => statements.push(text) });
  await migrate(database, coreMigrations);
  statements.length = 0;
  return { connection, database, statements };
}

export async function closed(...databases: readonly Database[]): Promise<void> {
  await Promise.all(databases.map((one) => one.close()));
}
