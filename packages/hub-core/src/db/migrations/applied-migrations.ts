import sql from 'sql-template-tag';
import type { Queries } from '../database.js';
import { boolean, now, text, timestamp } from '../schema/columns.js';
import { table } from '../schema/table.js';

/** What was done to this database. */
export const migrationsTable = table('kojikit_migrations', {
  name: text({ primaryKey: true }),
  breaking: boolean(),
  applied: timestamp({ default: now }),
});

export interface AppliedMigration {
  readonly name: string;
  readonly breaking: boolean;
}

/** The applied migrations in order, or undefined when our hub has never touched this database. */
export async function appliedMigrations(db: Queries): Promise<AppliedMigration[] | undefined> {
  const known = await db.all(
    sql`SELECT 1 AS known FROM (${db.dialect.columns()}) AS columns WHERE table_name = ${migrationsTable.name} LIMIT 1`,
  );
  if (known.length === 0) return undefined;
  return db.all<AppliedMigration>(sql`SELECT name, breaking FROM kojikit_migrations ORDER BY applied, name`);
}
