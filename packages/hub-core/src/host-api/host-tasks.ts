import sql from 'sql-template-tag';
import { TASK_STATES } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import { withDoubles } from '../rpc/results.js';
import { inState } from '../query/in-states.js';
import { isAlerted } from '../tasks/index.js';

interface HostTask {
  id: number;
  waiting: boolean | null;
  weight: number;
  alert: boolean;
}

/**
 * The tasks that a host works on, by id. `alert` is there when one waits for subtasks and some of them have ended. They are few, and
 * sorted here: asked for an order, PostgreSQL may read the open tasks of all hosts by an index that has it.
 */
export async function readHostTasks(ctx: Context, hostId: number) {
  const rows = await ctx.db.all<HostTask>(sql`
    SELECT id, waiting, weight, ${isAlerted(ctx)} AS alert FROM task
     WHERE host_id = ${hostId} AND ${inState(TASK_STATES.OPEN)}`);
  rows.sort((one, other) => one.id - other.id);
  return rows.map(({ alert, ...row }) => ({
    ...withDoubles(row, 'weight'),
    ...(alert ? { alert: true } : {}),
  }));
}
