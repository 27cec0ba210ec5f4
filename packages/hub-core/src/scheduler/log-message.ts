import type { Context } from '../ground/context.js';

export interface LogSubject {
  readonly taskId?: number;
  readonly hostId?: number;
}

/** Writes a line to the scheduler's log, which `scheduler.getLogMessages` shows, and to the hub's own. */
export async function logMessage(ctx: Context, msg: string, { taskId, hostId }: LogSubject): Promise<void> {
  ctx.log.info({ task: taskId, host: hostId }, msg);
  await ctx.db.insert('scheduler_log_messages', { msg, task_id: taskId, host_id: hostId });
}
