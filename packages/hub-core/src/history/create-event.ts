import sql from 'sql-template-tag';
import type { Queries } from '../db/database.js';

/** Makes a new history event and returns its id. Operations use `ctx.event()`, which makes one per call. */
export async function createEvent(db: Queries): Promise<number> {
  const [row] = await db.write<{ id: number }>(
    sql`INSERT INTO events (time) VALUES (${db.dialect.now()}) RETURNING id`,
  );
  return row!.id;
}
