import type { Database } from '../database.js';
import { appliedMigrations } from './applied-migrations.js';
import type { Migration } from './migration.js';
import { refuseNewerDatabase } from './newer-database.js';

/**
 * The names of the migrations that the database still lacks. Writes nothing. Throws when a newer version of the hub has
 * changed the database in a way that this version cannot run on.
 */
export async function pendingMigrations(
  { knex }: Pick<Database, 'knex'>,
  migrations: readonly Migration[],
): Promise<string[]> {
  const applied = (await appliedMigrations(knex)) ?? [];
  refuseNewerDatabase(applied, migrations);
  const names = new Set(applied.map(({ name }) => name));
  return migrations.filter(({ name }) => !names.has(name)).map(({ name }) => name);
}
