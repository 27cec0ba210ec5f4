import sql from 'sql-template-tag';
import type { Context } from '../ground/context.js';

/** After the commit, wakes the host whose task waits for its subtasks, if it does. */
export async function wakeParent(ctx: Context, parent: number | null): Promise<void> {
  if (parent === null) return;
  const host = await ctx.db.value<number | null>(
    sql`SELECT host_id FROM task WHERE id = ${parent} AND waiting IS TRUE`,
  );
  wakeHost(ctx, host ?? null);
}

/** After the commit, wakes the host, if there is one. */
export function wakeHost(ctx: Context, host: number | null): void {
  if (host !== null) ctx.afterCommit(() => ctx.signals.announce(`host:${host}`));
}
