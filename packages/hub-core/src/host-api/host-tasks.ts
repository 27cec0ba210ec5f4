import sql from 'sql-template-tag';
import { TASK_STATES } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import { withDoubles } from '../rpc/results.js';
import { alertedTasks, inState } from '../tasks/index.js';

/** The tasks that a host works on. `alert` is there when one waits for subtasks and some of them have ended. */
export async function readHostTasks(ctx: Context, hostId: number) {
  const rows = await ctx.db.all<{ id: number; waiting: boolean | null; weight: number }>(sql`
    SELECT id, waiting, weight FROM task
     WHERE host_id = ${hostId} AND ${inState(TASK_STATES.OPEN)} ORDER BY id`);
  const alerted = rows.some(({ waiting }) => waiting) ? new Set(await alertedTasks(ctx, hostId)) : undefined;
  return rows.map((row) => ({ ...withDoubles(row, 'weight'), ...(alerted?.has(row.id) && { alert: true }) }));
}
