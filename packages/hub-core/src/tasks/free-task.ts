import sql from 'sql-template-tag';
import { GenericError, isFinished, stateName, TASK_STATES } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import { getTask } from './read-tasks.js';
import { announceAfter, announceBefore } from './state-change.js';

/**
 * Takes a task from its host, so that it gets a new one. Checks no permission. Throws GenericError
 * `Cannot free task <id>, state is <state>` for a finished task, and, as Koji does, `No such task: <id>` for a free one.
 */
export async function freeTask(ctx: Context, id: number): Promise<void> {
  const info = await getTask(ctx, id, { request: true });
  const changes = { state: TASK_STATES.FREE, host_id: null };
  await announceBefore(ctx, info, changes);
  const [row] = await ctx.db.lockRows<{ state: number }>(sql`SELECT state FROM task WHERE id = ${id}`);
  if (row === undefined || row.state === TASK_STATES.FREE) throw new GenericError(`No such task: ${id}`);
  if (isFinished(row.state)) {
    throw new GenericError(`Cannot free task ${id}, state is ${stateName(TASK_STATES, row.state)}`);
  }
  await ctx.db.update('task', changes, sql`id = ${id}`);
  await announceAfter(ctx, info, changes);
}
