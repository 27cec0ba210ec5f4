import sql from 'sql-template-tag';
import { double, TASK_STATES } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import { updateTask } from './read-tasks.js';
import { announceAfter, announceBefore } from './state-change.js';
import type { TaskInfo } from './types.js';
import { wakeParent } from './wake-parent.js';

/** Ends a task, which is locked, with its result, an XML-RPC document. Checks no permission. */
export function closeTask(ctx: Context, task: TaskInfo, result: string | null): Promise<void> {
  return finish(ctx, task, result, TASK_STATES.CLOSED);
}

/** Ends a task, which is locked, with the fault, an XML-RPC document, that it failed with. Checks no permission. */
export function failTask(ctx: Context, task: TaskInfo, result: string | null): Promise<void> {
  return finish(ctx, task, result, TASK_STATES.FAILED);
}

async function finish(
  ctx: Context,
  before: TaskInfo,
  result: string | null,
  state: typeof TASK_STATES.CLOSED | typeof TASK_STATES.FAILED,
): Promise<void> {
  const info: TaskInfo = { ...before, result };
  const changes = { state, completion_ts: double(Date.now() / 1000) };
  await announceBefore(ctx, info, changes);
  const set = sql`result = ${result}, state = ${state}, completion_time = ${ctx.db.dialect.now()}`;
  const task = await updateTask(ctx, info.id, set);
  await announceAfter(ctx, info, changes, { task, result });
  await wakeParent(ctx, info.parent);
}
