import sql from 'sql-template-tag';
import { TASK_STATES } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import { withDoubles } from '../rpc/results.js';
import { inState, isAlerted } from '../tasks/index.js';

interface HostTask {
  id: number;
  waiting: boolean | null;
  weight: number;
  alert: boolean;
}

/** The tasks that a host works on. `alert` is there when one waits for subtasks and some of them have ended. */
export async function readHostTasks(ctx: Context, hostId: number) {
  const rows = await ctx.db.all<HostTask>(sql`
    SELECT id, waiting, weight, ${isAlerted(ctx)} AS alert FROM task
     WHERE host_id = ${hostId} AND ${inState(TASK_STATES.OPEN)} ORDER BY id`);
  return rows.map(({ alert, ...row }) => ({
    ...withDoubles(row, 'weight'),
    ...(alert ? { alert: true } : {}),
  }));
}
