import sql, { type Sql } from 'sql-template-tag';
import type { Row } from '../db/database.js';
import type { Context } from '../rpc/context.js';

/**
 * Adds a row to a versioned table: it holds from this call's event on, and the caller made it.
 * Throws ActionNotAllowed when nobody is logged in.
 */
export async function insertVersioned(ctx: Context, table: string, values: Row): Promise<void> {
  ctx.session.assertLogin();
  await ctx.db.insert(table, { ...values, create_event: await ctx.event(), creator_id: ctx.session.userId });
}

/**
 * Ends the rows of a versioned table that hold now and meet the condition. They stay readable at earlier events.
 * Answers how many there were.
 */
export async function revoke(ctx: Context, table: string, where: Sql): Promise<number> {
  ctx.session.assertLogin();
  const ended = { active: null, revoke_event: await ctx.event(), revoker_id: ctx.session.userId };
  return ctx.db.update(table, ended, sql`active IS TRUE AND (${where})`);
}
