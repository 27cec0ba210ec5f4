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

/** Notes that a host is there and what it says. A host that has become ready is news to the scheduler. */
export async function checkIn(ctx: Context, hostId: number, { load, ready, data }: CheckIn): Promise<void> {
  const { dialect } = ctx.db;
  const before = await ctx.db.first<{ ready: boolean; same: boolean }>(sql`
    SELECT host.ready AS ready, scheduler_host_data.data IS NOT DISTINCT FROM ${dialect.json(data)} AS same
      FROM host LEFT JOIN scheduler_host_data ON scheduler_host_data.host_id = host.id
     WHERE host.id = ${hostId}`);
  const values = { task_load: load, ready, update_time: dialect.now() };
  await ctx.db.update('host', values, sql`id = ${hostId}`);
  if (data !== null && !before?.same) await setHostData(ctx, hostId, data);
  if (ready && !before?.ready) ctx.afterCommit(() => ctx.signals.announce('job:scheduler'));
}
