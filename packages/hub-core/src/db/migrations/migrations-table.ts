import type { Knex } from 'knex';
import { createTables } from '../schema/create-tables.js';
import { migrationsTable, type AppliedMigration } from './applied-migrations.js';

/** Whether the table of applied migrations is there in the form that knex writes. */
export function hasMigrationsTable(knex: Knex): Promise<boolean> {
  return knex.schema.hasColumn(migrationsTable.name, 'batch');
}

/** Makes the table of applied migrations; where the version before knex has made it, with the rows that are in it. */
export async function makeMigrationsTable(knex: Knex): Promise<void> {
  const { name } = migrationsTable;
  const known = (await knex.schema.hasTable(name))
    ? await knex<AppliedMigration & { readonly applied: string }>(name).orderBy(['applied', 'name'])
    : [];
  await knex.schema.dropTableIfExists(name);
  await createTables(knex, [migrationsTable]);
  if (known.length > 0)
    await knex(name).insert(known.map((row) => ({ ...row, batch: 1, migration_time: row.applied })));
}
