import sql, { join, type Sql } from 'sql-template-tag';
import type { Row } from './database.js';
import { identifier } from './identifier.js';
import { storedValue } from './stored-value.js';

/** `INSERT` of one row. Undefined members are left to the column's default. */
export function insertStatement(table: string, values: Row): Sql {
  const entries = given(table, values);
  if (entries.length === 0) return sql`INSERT INTO ${identifier(table)} DEFAULT VALUES`;
  const columns = join(
    entries.map(([column]) => identifier(column)),
    ', ',
  );
  return sql`INSERT INTO ${identifier(table)} (${columns}) VALUES (${join(
    entries.map(([, value]) => value),
    ', ',
  )})`;
}

/** `UPDATE` of the rows that `where` selects, or undefined when there is nothing to set. */
export function updateStatement(table: string, values: Row, where: Sql): Sql | undefined {
  const entries = given(table, values);
  if (entries.length === 0) return undefined;
  const assignments = entries.map(([column, value]) => sql`${identifier(column)} = ${value}`);
  return sql`UPDATE ${identifier(table)} SET ${join(assignments, ', ')} WHERE ${where}`;
}

/** `DELETE` of the rows that `where` selects. */
export function deleteStatement(table: string, where: Sql): Sql {
  return sql`DELETE FROM ${identifier(table)} WHERE ${where}`;
}

function given(table: string, values: Row): [string, unknown][] {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([column, value]) => [column, storedValue(table, column, value)]);
}
