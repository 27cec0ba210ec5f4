import type { Sql } from 'sql-template-tag';
import type { NewRow, Queries } from '../db/database.js';
import { insertWithOthers } from '../db/insert-together.js';

/**
 * Makes a new history event and returns its id. Operations use `ctx.event()`, which makes one per call.
 * @param rows that are inserted with it, for its id as SQL.
 */
export function createEvent(
  db: Queries,
  rows: (event: Sql) => readonly NewRow[] = () => [],
): Promise<number> {
  return insertWithOthers(db, { table: 'events', values: { time: db.dialect.now() } }, rows);
}
