import sql from 'sql-template-tag';
import type { Context } from '../ground/context.js';
import { assignmentTable, type Assignment } from '../tasks/index.js';

export interface LogSubject {
  readonly taskId?: number;
  readonly hostId?: number;
}

/** Writes a line to the scheduler's log, which `scheduler.getLogMessages` shows, and to the hub's own. */
export async function logMessage(ctx: Context, msg: string, { taskId, hostId }: LogSubject): Promise<void> {
  ctx.log.info({ task: taskId, host: hostId }, msg);
  await ctx.db.insert('scheduler_log_messages', { msg, task_id: taskId, host_id: hostId });
}

/** {@link logMessage}, the same of several tasks and their hosts, in one statement. */
export async function logAssignments(
  ctx: Context,
  msg: string,
  assignments: readonly Assignment[],
): Promise<void> {
  if (assignments.length === 0) return;
  for (const { taskId, hostId } of assignments) ctx.log.info({ task: taskId, host: hostId }, msg);
  await ctx.db.run(sql`
    INSERT INTO scheduler_log_messages (msg, task_id, host_id)
    SELECT ${msg}, task_id, host_id FROM ${assignmentTable(ctx.db.dialect, assignments)} ORDER BY place`);
}
