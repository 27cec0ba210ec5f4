import sql from 'sql-template-tag';
import type { Context } from '../ground/context.js';
import { assignTask } from '../tasks/index.js';
import { logMessage } from './log-message.js';

export interface AssignOptions {
  /** Also a task that is not free. */
  readonly force?: boolean;
  /** A person's decision: the scheduler will not take the task back. */
  readonly override?: boolean;
}

/** Gives a task to a host and notes the run. Returns whether the host has it. Checks no permission. */
export async function assign(
  ctx: Context,
  taskId: number,
  hostId: number,
  { force = false, override = false }: AssignOptions = {},
): Promise<boolean> {
  if (!(await assignTask(ctx, taskId, hostId, { force }))) {
    await logMessage(ctx, 'Assignment failed', { taskId, hostId });
    return false;
  }
  await logMessage(ctx, override ? 'Assigning task (override)' : 'Assigning task', { taskId, hostId });
  await ctx.db.update('scheduler_task_runs', { active: false }, sql`task_id = ${taskId} AND active IS TRUE`);
  if (!override) await ctx.db.insert('scheduler_task_runs', { task_id: taskId, host_id: hostId });
  return true;
}
