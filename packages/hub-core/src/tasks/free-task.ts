import sql from 'sql-template-tag';
import { GenericError, isFinished, stateName, TASK_STATES } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import { lockTask, updateTask } from './read-tasks.js';
import { announceAfter, announceBefore } from './state-change.js';

/**
 * Takes a task from its host, so that it gets a new one. Checks no permission. Throws GenericError
 * `Cannot free task <id>, state is <state>` for a finished task, and, as Koji does, `No such task: <id>` for a free one.
 */
export async function freeTask(ctx: Context, id: number): Promise<void> {
  const info = await lockTask(ctx, id);
  if (info === undefined) throw new GenericError('query returned no rows');
  const changes = { state: TASK_STATES.FREE, host_id: null };
  await announceBefore(ctx, info, changes);
  if (info.state === TASK_STATES.FREE) throw new GenericError(`No such task: ${id}`);
  if (isFinished(info.state)) {
    throw new GenericError(`Cannot free task ${id}, state is ${stateName(TASK_STATES, info.state)}`);
  }
  const task = await updateTask(ctx, id, sql`state = ${TASK_STATES.FREE}, host_id = NULL`);
  await announceAfter(ctx, info, changes, { task });
}
