import type { Query, Row } from '../db/statement.js';
import type { Context } from '../ground/context.js';

/**
 * All rows of a read that looks through much and answers little. On SQLite it runs beside the others, whom it would keep
 * waiting otherwise.
 */
export async function readAll<R extends object = Row>(ctx: Context, query: Query): Promise<R[]> {
  const found = await ctx.db.many<R>(query);
  if (Array.isArray(found)) return found;
  const rows: R[] = [];
  for await (const batch of found) rows.push(...batch);
  return rows;
}
