import type { Knex } from 'knex';
import type { Database, Dialect } from '../database.js';
import { appliedMigrations, migrationsTable } from './applied-migrations.js';
import { hasMigrationsTable, makeMigrationsTable } from './migrations-table.js';
import { isKojiDatabase } from './koji-database.js';
import type { Migration } from './migration.js';
import { kojiSchema } from './0001-koji-schema.js';
import { refuseNewerDatabase } from './newer-database.js';

export interface MigrateOptions {
  /** Told of every migration after it was applied; `adopted` when Koji itself had made its result. */
  readonly onApplied?: (name: string, how: 'applied' | 'adopted') => void;
}

/**
 * Brings the database up to date and returns the names of what was applied. Each migration runs once, in a transaction
 * of its own; several processes may do this at the same time. A database that Koji's schema file made is adopted: it
 * gets our own tables and indexes and nothing else. Throws when a newer version of the hub has changed the database in a way that
 * this version cannot run on.
 */
export async function migrate(
  { knex, dialect }: Database,
  migrations: readonly Migration[],
  { onApplied }: MigrateOptions = {},
): Promise<string[]> {
  const applied = (await appliedMigrations(knex)) ?? [];
  refuseNewerDatabase(applied, migrations);
  const before = new Set(applied.map(({ name }) => name));
  const missing = migrations.filter(({ name }) => !before.has(name));
  // A hub that starts on an up-to-date database writes nothing.
  if (!(await hasMigrationsTable(knex)))
    await knex.transaction((trx) => prepare(trx, dialect.schemaLock().sql));
  const names: string[] = [];
  for (const { name } of missing) {
    const adopted = new Set<string>();
    const [, done] = (await knex.migrate.up({ ...configured(migrations, dialect, adopted), name })) as [
      number,
      string[],
    ];
    // Another process may have been sooner.
    if (!done.includes(name)) continue;
    names.push(name);
    onApplied?.(name, adopted.has(name) ? 'adopted' : 'applied');
  }
  return names;
}

async function prepare(knex: Knex, lock: string): Promise<void> {
  await knex.raw(lock);
  if (!(await hasMigrationsTable(knex))) await makeMigrationsTable(knex);
  // Makes knex's own lock beside it.
  await knex.migrate.currentVersion({ tableName: migrationsTable.name });
}

/** @param adopted gets the names of those whose result was there already. */
function configured(
  migrations: readonly Migration[],
  dialect: Dialect,
  adopted: Set<string>,
): Knex.MigratorConfigWithLifecycleHooks {
  const source: Knex.MigrationSource<Migration> = {
    getMigrations: async () => [...migrations],
    getMigrationName: ({ name }) => name,
    getMigration: async (migration) => ({
      async up(knex: Knex) {
        if (migration === kojiSchema && (await isKojiDatabase(knex, dialect))) adopted.add(migration.name);
        else await migration.up(knex);
      },
      async down() {
        throw new Error('A step of the schema cannot be taken back: restore a backup');
      },
    }),
  };
  return {
    tableName: migrationsTable.name,
    migrationSource: source,
    // Those of a plugin that is not loaded are no concern of the others.
    disableMigrationsListValidation: true,
    afterAll: async (knex: Knex, done: unknown[]) => {
      const breaking = migrations.filter((migration) => migration.breaking && done.includes(migration));
      const names = breaking.map(({ name }) => name);
      await knex(migrationsTable.name).whereIn('name', names).update({ breaking: true });
    },
  };
}
