import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { NewRow, Queries } from './database.js';
import { quoted } from './identifier.js';
import { isSql } from './sql-part.js';
import { storedValue } from './stored-value.js';

/**
 * Inserts a row and others that refer to its `id`. PostgreSQL takes all of them in one statement, together with the next one, SQLite
 * one after the other, which has no round trips to save.
 * @param others the rows for the id, as SQL.
 * Returns what tells the id.
 */
export async function insertWithOthers(
  db: Queries,
  row: NewRow,
  others: (id: Sql) => readonly NewRow[],
): Promise<() => Promise<number>> {
  const first = sql`${insertion(row)} RETURNING id`;
  const inOne = db.dialect.name === 'sqlite' ? [] : named(others(sql`(SELECT id FROM made)`));
  const inserting = await db.later<{ id: number }>(
    inOne.length === 0 ? first : sql`WITH made AS (${first}), ${join(inOne, ', ')} SELECT id FROM made`,
  );
  const id = async () => (await inserting.rows())[0]!.id;
  if (db.dialect.name === 'sqlite') await insertTogether(db, others(sql`${await id()}`));
  return id;
}

/**
 * Inserts rows of which none refers to another that is new: in one statement on PostgreSQL, together with the next one, as
 * {@link insertWithOthers}.
 */
export async function insertTogether(db: Queries, rows: readonly NewRow[]): Promise<void> {
  if (rows.length === 0) return;
  if (db.dialect.name === 'sqlite') {
    for (const row of rows) await db.later(insertion(row));
    return;
  }
  const others = rows.slice(1);
  const first = insertion(rows[0]!);
  await db.later(others.length === 0 ? first : sql`WITH ${join(named(others), ', ')} ${first}`);
}

function named(rows: readonly NewRow[]): Sql[] {
  return rows.map((row, index) => sql`${raw(`other_${index}`)} AS (${insertion(row)})`);
}

/* Columns stand in the order of their names: rows with the same members are the same statement. */
function insertion({ table, values }: NewRow): Sql {
  const columns = Object.keys(values)
    .filter((column) => values[column] !== undefined)
    .sort();
  const stored = columns.map((column) => {
    const value = storedValue(table, column, values[column]);
    return isSql(value) ? value : sql`${value}`;
  });
  return sql`INSERT INTO ${raw(quoted(table))} (${raw(columns.map(quoted).join(', '))}) VALUES (${join(stored, ', ')})`;
}
