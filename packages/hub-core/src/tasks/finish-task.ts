import sql from 'sql-template-tag';
import { double, TASK_STATES } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import { getTask } from './read-tasks.js';
import { announceAfter, announceBefore } from './state-change.js';
import type { TaskInfo } from './types.js';
import { wakeParent } from './wake-parent.js';

/** Ends a task with its result, an XML-RPC document. Checks no permission. */
export function closeTask(ctx: Context, id: number, result: string | null): Promise<void> {
  return finish(ctx, id, result, TASK_STATES.CLOSED);
}

/** Ends a task with the fault, an XML-RPC document, that it failed with. Checks no permission. */
export function failTask(ctx: Context, id: number, result: string | null): Promise<void> {
  return finish(ctx, id, result, TASK_STATES.FAILED);
}

async function finish(
  ctx: Context,
  id: number,
  result: string | null,
  state: typeof TASK_STATES.CLOSED | typeof TASK_STATES.FAILED,
): Promise<void> {
  const info: TaskInfo = { ...(await getTask(ctx, id, { request: true })), result };
  const changes = { state, completion_ts: double(Date.now() / 1000) };
  await announceBefore(ctx, info, changes);
  const values = { result, state, completion_time: ctx.db.dialect.now() };
  await ctx.db.update('task', values, sql`id = ${id}`);
  await announceAfter(ctx, info, changes);
  await wakeParent(ctx, info.parent);
}
