import sql from 'sql-template-tag';
import type { Context } from '../ground/context.js';

/** After the commit, wakes the host whose task waits for its subtasks, if it does. */
export async function wakeParent(ctx: Context, parent: number | null): Promise<void> {
  if (parent === null) return;
  const host = await ctx.db.value<number>(
    sql`SELECT host_id FROM task WHERE id = ${parent} AND waiting IS TRUE`,
  );
  if (host !== undefined) ctx.afterCommit(() => ctx.signals.announce(`host:${host}`));
}
