import sql from 'sql-template-tag';
import type { Database, Queries } from '../database.js';
import { createTables } from '../schema/create-tables.js';
import { isKojiDatabase } from './koji-database.js';
import type { Migration } from './migration.js';
import { kojiSchema } from './0001-koji-schema.js';
import { appliedMigrations, migrationsTable } from './applied-migrations.js';
import { refuseNewerDatabase } from './newer-database.js';

export interface MigrateOptions {
  /** Told of every migration after it was applied; `adopted` when Koji itself had made its result. */
  readonly onApplied?: (name: string, how: 'applied' | 'adopted') => void;
}

/**
 * Brings the database up to date and answers the names of what was applied. Each migration runs once, in a transaction
 * of its own; several processes may do this at the same time. A database that Koji's schema file made is adopted: it
 * gets our own tables and nothing else.
 * @throws when a newer version of the hub has changed the database in a way that this version cannot run on.
 */
export async function migrate(
  database: Database,
  migrations: readonly Migration[],
  { onApplied }: MigrateOptions = {},
): Promise<string[]> {
  await database.transaction((db) => prepare(db, migrations));
  const names: string[] = [];
  for (const migration of migrations) {
    const how = await database.transaction((db) => apply(db, migration));
    if (how === undefined) continue;
    names.push(migration.name);
    onApplied?.(migration.name, how);
  }
  return names;
}

async function prepare(db: Queries, migrations: readonly Migration[]): Promise<void> {
  const applied = await appliedMigrations(db);
  if (applied !== undefined) return refuseNewerDatabase(applied, migrations);
  await db.write(db.dialect.schemaLock());
  if ((await appliedMigrations(db)) === undefined) await createTables(db, [migrationsTable]);
}

/** Looks before it locks, so that a hub which starts on an up-to-date database writes nothing. */
async function apply(db: Queries, migration: Migration): Promise<'applied' | 'adopted' | undefined> {
  if (await isApplied(db, migration)) return undefined;
  await db.write(db.dialect.schemaLock());
  if (await isApplied(db, migration)) return undefined;
  const adopted = migration.name === kojiSchema.name && (await isKojiDatabase(db));
  if (!adopted) await migration.up(db);
  await db.insert(migrationsTable.name, { name: migration.name, breaking: migration.breaking });
  return adopted ? 'adopted' : 'applied';
}

async function isApplied(db: Queries, migration: Migration): Promise<boolean> {
  return (
    (await db.value(sql`SELECT 1 AS applied FROM kojikit_migrations WHERE name = ${migration.name}`)) !==
    undefined
  );
}
