import sql from 'sql-template-tag';
import type { Context } from '../ground/context.js';

/** Notes that a host is there, its load and whether it takes tasks. A host that has become ready is news to the scheduler. */
export async function checkIn(ctx: Context, hostId: number, load: number, ready: boolean): Promise<void> {
  const values = { task_load: load, ready };
  const before = await ctx.db.value<boolean>(sql`SELECT ready FROM host WHERE id = ${hostId}`);
  await ctx.db.update('host', { ...values, update_time: ctx.db.dialect.now() }, sql`id = ${hostId}`);
  if (ready && !before) ctx.afterCommit(() => ctx.signals.announce('job:scheduler'));
}
