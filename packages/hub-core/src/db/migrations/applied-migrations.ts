import type { Knex } from 'knex';
import { boolean, integer, now, serial, text, timestamp } from '../schema/columns.js';
import { table } from '../schema/table.js';

/**
 * What was done to this database: knex's table of it (`id`, `name`, `batch`, `migration_time`) with what knex has no column
 * for. `applied` is what the version before knex puts the steps in order by.
 */
export const migrationsTable = table('kojikit_migrations', {
  id: serial(),
  name: text({ unique: true }),
  batch: integer({ nullable: true }),
  migration_time: timestamp({ nullable: true }),
  breaking: boolean({ default: false }),
  applied: timestamp({ default: now }),
});

export interface AppliedMigration {
  readonly name: string;
  readonly breaking: boolean;
}

/** The applied migrations, or undefined when our hub has never touched this database. */
export async function appliedMigrations(knex: Knex): Promise<AppliedMigration[] | undefined> {
  if (!(await knex.schema.hasTable(migrationsTable.name))) return undefined;
  return knex<AppliedMigration>(migrationsTable.name).select('name', 'breaking').orderBy('name');
}
