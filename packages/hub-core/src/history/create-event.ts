import type { Sql } from 'sql-template-tag';
import type { NewRow, Queries } from '../db/database.js';
import { insertWithOthers } from '../db/insert-together.js';

/** Makes a new history event and returns its id. Operations use `ctx.event()`, which makes one per call. */
export async function createEvent(db: Queries): Promise<number> {
  return (await createEventWith(db, () => []))();
}

/**
 * Makes a new history event and rows for its id as SQL, now or with the next statement, as {@link Queries.later}. Returns what tells the
 * id.
 */
export function createEventWith(
  db: Queries,
  rows: (event: Sql) => readonly NewRow[],
): Promise<() => Promise<number>> {
  return insertWithOthers(db, { table: 'events', values: { time: db.dialect.now() } }, rows);
}
