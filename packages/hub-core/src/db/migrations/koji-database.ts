import type { Knex } from 'knex';
import type { Dialect } from '../database.js';
import { kojiTables } from './koji-schema/tables.js';

/**
 * Whether Koji's own schema file made this database. Throws when some of Koji's tables or columns are there and some
 * are missing: an older Koji, or another program.
 */
export async function isKojiDatabase(knex: Knex, dialect: Dialect): Promise<boolean> {
  const columns = await knex
    .select<{ table_name: string; column_name: string }[]>()
    .fromRaw(`(${dialect.columns().sql}) AS known`);
  const present = new Set(columns.map((row) => `${row.table_name}.${row.column_name}`));
  const tables = new Set(columns.map((row) => row.table_name));
  const missing = kojiTables.flatMap((table) =>
    tables.has(table.name)
      ? Object.keys(table.columns)
          .map((column) => `${table.name}.${column}`)
          .filter((column) => !present.has(column))
      : [table.name],
  );
  if (missing.length === 0) return true;
  if (!kojiTables.some((table) => tables.has(table.name))) return false;
  throw new Error(
    `This database has only a part of the layout of Koji 1.35. Missing: ${shortened(missing)}. ` +
      "If it belongs to an older Koji, upgrade it first with the schema-upgrade files of Koji's releases.",
  );
}

function shortened(names: readonly string[]): string {
  return names.length <= 10
    ? names.join(', ')
    : `${names.slice(0, 10).join(', ')} and ${names.length - 10} more`;
}
