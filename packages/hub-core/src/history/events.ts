import sql, { type Sql } from 'sql-template-tag';
import { double, GenericError, type Double } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';

/** An event as Koji's API returns it: when it was made, in seconds since 1970. */
export interface EventInfo {
  readonly id: number;
  readonly ts: Double;
}

/** The event of this id, or undefined. */
export function findEvent(ctx: Context, id: number): Promise<EventInfo | undefined> {
  return readEvent(ctx, sql`WHERE id = ${id}`);
}

/**
 * The last event of all, or the last before a moment, or undefined.
 * @param before seconds since 1970.
 */
export function lastEvent(ctx: Context, before: number | undefined): Promise<EventInfo | undefined> {
  const where = before === undefined ? sql`` : sql`WHERE ${ctx.db.dialect.epoch(sql`time`)} < ${before}`;
  return readEvent(ctx, sql`${where} ORDER BY id DESC LIMIT 1`);
}

async function readEvent(ctx: Context, where: Sql): Promise<EventInfo | undefined> {
  const row = await ctx.db.first<{ id: number; ts: number }>(
    sql`SELECT id, ${ctx.db.dialect.epoch(sql`time`)} AS ts FROM events ${where}`,
  );
  return row && { id: row.id, ts: double(row.ts) };
}

/** Koji's text for a read that had to find a row. */
export function required<T>(found: T | undefined): T {
  if (found === undefined) throw new GenericError('query returned no rows');
  return found;
}
