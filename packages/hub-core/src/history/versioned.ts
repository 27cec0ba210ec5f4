import sql, { type Sql } from 'sql-template-tag';
import type { NewRow, Row } from '../db/database.js';
import type { Context } from '../ground/context.js';

export interface VersionedOptions {
  /** The id of the user who is noted as the one who did it. Default: the caller, who must be logged in. */
  readonly user?: number;
}

/**
 * Adds a row to a versioned table: it holds from this call's event on, and the caller made it.
 * Throws ActionNotAllowed when nobody is logged in.
 */
export async function insertVersioned(
  ctx: Context,
  table: string,
  values: Row,
  options: VersionedOptions = {},
): Promise<void> {
  await insertVersionedRows(ctx, [{ table, values }], options);
}

/** {@link insertVersioned} of several rows, of which none refers to another, in one round trip. */
export async function insertVersionedRows(
  ctx: Context,
  rows: readonly NewRow[],
  options: VersionedOptions = {},
): Promise<void> {
  const creator = options.user ?? caller(ctx);
  await ctx.insertAtEvent((event) =>
    rows.map(({ table, values }) => ({
      table,
      values: { ...values, create_event: event, creator_id: creator },
    })),
  );
}

/**
 * Ends the rows of a versioned table that hold now and meet the condition. They stay readable at earlier events.
 * Returns how many there were.
 */
export async function revoke(
  ctx: Context,
  table: string,
  where: Sql,
  options: VersionedOptions = {},
): Promise<number> {
  const revoker = options.user ?? caller(ctx);
  const ended = { active: null, revoke_event: await ctx.event(), revoker_id: revoker };
  return ctx.db.update(table, ended, sql`active IS TRUE AND (${where})`);
}

function caller(ctx: Context): number | undefined {
  ctx.session.assertLogin();
  return ctx.session.userId;
}
