import sql from 'sql-template-tag';
import type { Context } from '../ground/context.js';
import type { Members } from '../readers/index.js';
import { setHostData } from '../scheduler/index.js';

/** What a host says when it looks for tasks. */
export interface CheckIn {
  readonly load: number;
  /** Whether it takes tasks. */
  readonly ready: boolean;
  /** For the scheduler; null leaves what it said before. */
  readonly data: Members | null;
}

/**
 * Notes that a host is there and what it says. A host that has become ready, or takes more or other tasks than before, is news
 * to the scheduler.
 */
export async function checkIn(ctx: Context, hostId: number, { load, ready, data }: CheckIn): Promise<void> {
  const { dialect } = ctx.db;
  const values = { task_load: load, ready, update_time: dialect.now() };
  // Nearly always a host says the same of itself as before, and one statement is all.
  const known = sql`EXISTS (SELECT 1 FROM scheduler_host_data AS said
    WHERE said.host_id = host.id AND said.data IS NOT DISTINCT FROM ${dialect.json(data)})`;
  const same = sql`id = ${hostId} AND ready = ${ready}${data === null ? sql`` : sql` AND ${known}`}`;
  if ((await ctx.db.update('host', values, same)) > 0) return;
  await ctx.db.update('host', values, sql`id = ${hostId}`);
  if (data !== null) await setHostData(ctx, hostId, data);
  if (ready) ctx.afterCommit(() => ctx.signals.announce('job:scheduler'));
}
