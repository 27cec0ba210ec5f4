import sql from 'sql-template-tag';
import { ActionNotAllowed, GenericError, TASK_STATES } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import type { ParentTask } from './make-task.js';
import { lockTask } from './read-tasks.js';
import type { TaskInfo } from './types.js';

/** Whether the host works on the task. Locks the task. Throws GenericError `No such task: <id>`. */
export async function worksOnTask(ctx: Context, id: number, hostId: number): Promise<boolean> {
  return isWorkOf(await lockWork(ctx, id), hostId);
}

/** Throws ActionNotAllowed `host <id> does not own task <id>` unless the host works on the task. */
export async function assertWorksOnTask(ctx: Context, id: number, hostId: number): Promise<void> {
  await lockWorkedOnTask(ctx, id, hostId);
}

/** {@link assertWorksOnTask}; returns what a subtask has of the task. */
export async function lockWorkedOnTask(ctx: Context, id: number, hostId: number): Promise<ParentTask> {
  return ofHost(await lockWork(ctx, id), hostId);
}

/** {@link assertWorksOnTask}; returns all that is known of the task. */
export async function lockWholeTask(ctx: Context, id: number, hostId: number): Promise<TaskInfo> {
  const task = await lockTask(ctx, id);
  if (task === undefined) throw new GenericError(`No such task: ${id}`);
  return ofHost(task, hostId);
}

type Held = Pick<TaskInfo, 'id' | 'state' | 'host_id'>;

async function lockWork(ctx: Context, id: number): Promise<Held & ParentTask> {
  const [row] = await ctx.db.lockRows<Held & ParentTask>(
    sql`SELECT id, state, host_id, owner, channel_id, priority, arch FROM task WHERE id = ${id}`,
  );
  if (row === undefined) throw new GenericError(`No such task: ${id}`);
  return row;
}

function ofHost<Task extends Held>(task: Task, hostId: number): Task {
  if (isWorkOf(task, hostId)) return task;
  throw new ActionNotAllowed(`host ${hostId} does not own task ${task.id}`);
}

function isWorkOf({ state, host_id: holder }: Held, hostId: number): boolean {
  return state === TASK_STATES.OPEN && holder === hostId;
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
