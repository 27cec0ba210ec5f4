import sql from 'sql-template-tag';
import { double, TASK_STATES } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import { changeExpected } from './change-expected.js';
import { updateTask } from './read-tasks.js';
import { announceAfter, announceBefore } from './state-change.js';
import { lockWholeTask } from './task-access.js';
import type { TaskInfo, Work } from './types.js';
import { wakeHost, wakeParent } from './wake-parent.js';

/**
 * Ends a task with its result, an XML-RPC document, for the host that works on it. Throws GenericError `No such task: <id>` and
 * ActionNotAllowed `host <id> does not own task <id>`.
 */
export function closeTask(ctx: Context, work: Work, result: string | null): Promise<void> {
  return finish(ctx, work, result, TASK_STATES.CLOSED);
}

/** {@link closeTask} with the fault, an XML-RPC document, that it failed with. */
export function failTask(ctx: Context, work: Work, result: string | null): Promise<void> {
  return finish(ctx, work, result, TASK_STATES.FAILED);
}

async function finish(
  ctx: Context,
  { id, hostId }: Work,
  result: string | null,
  state: typeof TASK_STATES.CLOSED | typeof TASK_STATES.FAILED,
): Promise<void> {
  const changes = { state, completion_ts: double(Date.now() / 1000) };
  const set = sql`result = ${result}, state = ${state}, completion_time = ${ctx.db.dialect.now()}`;
  const ended = await changeExpected(ctx, id, { state: TASK_STATES.OPEN, host_id: hostId }, set);
  if (ended !== undefined) {
    const { before, task, waitingHost } = ended;
    await announceAfter(ctx, before, changes, { task, result });
    // A task that has begun to wait while this one was waited for is seen by a look afterwards.
    if (waitingHost === null) await wakeParent(ctx, before.parent);
    else wakeHost(ctx, waitingHost);
    return;
  }
  const info: TaskInfo = { ...(await lockWholeTask(ctx, id, hostId)), result };
  await announceBefore(ctx, info, changes);
  const task = await updateTask(ctx, id, set);
  await announceAfter(ctx, info, changes, { task, result });
  await wakeParent(ctx, info.parent);
}
