import sql from 'sql-template-tag';
import { TASK_STATES } from '@kojikit/protocol';
import { withDoubles } from '../rpc/results.js';
import type { Context } from '../ground/context.js';
import { inState } from '../query/in-states.js';
import { runScheduler } from './run-scheduler.js';

interface AssignedRow {
  id: number;
  state: number;
  channel_id: number;
  host_id: number;
  arch: string;
  method: string;
  priority: number;
  create_ts: number;
}

/** The tasks that a host was given and did not open yet, best first. */
export async function readAssignedTasks(ctx: Context, hostId: number) {
  const rows = await ctx.db.all<AssignedRow>(sql`
    SELECT id, state, channel_id, host_id, arch, method, priority,
           ${ctx.db.dialect.epoch(sql`create_time`)} AS create_ts
      FROM task WHERE host_id = ${hostId} AND ${inState(TASK_STATES.ASSIGNED)}
     ORDER BY priority, create_time, id`);
  return rows.map((row) => withDoubles(row, 'create_ts'));
}

/** {@link readAssignedTasks}; when there are none, the scheduler runs first, if it is due. */
export async function assignedTasks(ctx: Context, hostId: number) {
  const tasks = await readAssignedTasks(ctx, hostId);
  if (tasks.length > 0 || !(await runScheduler(ctx))) return tasks;
  return readAssignedTasks(ctx, hostId);
}
