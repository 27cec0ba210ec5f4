import sql from 'sql-template-tag';
import { ActionNotAllowed, GenericError, TASK_STATES } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';

/** Whether the host works on the task. Locks the task. Throws GenericError `No such task: <id>`. */
export async function worksOnTask(ctx: Context, id: number, hostId: number): Promise<boolean> {
  const [row] = await ctx.db.lockRows<{ state: number; host_id: number | null }>(
    sql`SELECT state, host_id FROM task WHERE id = ${id}`,
  );
  if (row === undefined) throw new GenericError(`No such task: ${id}`);
  return row.state === TASK_STATES.OPEN && row.host_id === hostId;
}

/** Throws ActionNotAllowed `host <id> does not own task <id>` unless the host works on the task. */
export async function assertWorksOnTask(ctx: Context, id: number, hostId: number): Promise<void> {
  if (!(await worksOnTask(ctx, id, hostId))) {
    throw new ActionNotAllowed(`host ${hostId} does not own task ${id}`);
  }
}

/** Throws ActionNotAllowed `Cannot cancel task, not owner` unless the caller owns it, works on it or is an admin. */
export async function assertMayCancel(ctx: Context, id: number): Promise<void> {
  const { userId } = ctx.session;
  if (userId !== undefined) {
    const [row] = await ctx.db.lockRows<{ owner: number }>(sql`SELECT owner FROM task WHERE id = ${id}`);
    if (row === undefined) throw new GenericError(`No such task: ${id}`);
    if (row.owner === userId) return;
    const hostId = await ctx.session.hostId();
    if (hostId !== undefined && (await worksOnTask(ctx, id, hostId))) return;
  }
  if (!(await ctx.session.hasPermission('admin'))) {
    throw new ActionNotAllowed('Cannot cancel task, not owner');
  }
}

/** Whether a task is another one or somewhere below it. */
export async function isInTreeOf(ctx: Context, id: number, top: number): Promise<boolean> {
  if (id === top) return true;
  const found = await ctx.db.value(sql`
    WITH RECURSIVE above (id, parent) AS (
      SELECT id, parent FROM task WHERE id = ${id}
      UNION SELECT task.id, task.parent FROM task JOIN above ON task.id = above.parent)
    SELECT 1 FROM above WHERE parent = ${top} LIMIT 1`);
  return found !== undefined;
}
