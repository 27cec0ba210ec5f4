import sql from 'sql-template-tag';
import { double, GenericError, TASK_STATES } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import { changeExpected } from './change-expected.js';
import { lockTask, updateTask } from './read-tasks.js';
import { announceAfter, announceBefore } from './state-change.js';
import { lockWholeTask } from './task-access.js';
import type { Work } from './types.js';

/** What a task weighs until its host says otherwise, which it does when it begins. */
const UNKNOWN_WEIGHT = double(1);

/**
 * Sets the load that a task puts on the host that works on it. Throws GenericError `No such task: <id>` and ActionNotAllowed
 * `host <id> does not own task <id>`.
 */
export async function setTaskWeight(ctx: Context, { id, hostId }: Work, load: number): Promise<void> {
  const changes = { weight: double(load) };
  const set = sql`weight = ${load}`;
  const expected = { state: TASK_STATES.OPEN, host_id: hostId, weight: UNKNOWN_WEIGHT };
  const changed = await changeExpected(ctx, id, expected, set);
  if (changed !== undefined) {
    await announceAfter(ctx, changed.before, changes, { task: changed.task });
    return;
  }
  const info = await lockWholeTask(ctx, id, hostId);
  await announceBefore(ctx, info, changes);
  const task = await updateTask(ctx, id, set);
  await announceAfter(ctx, info, changes, { task });
}

/**
 * Sets the priority of a task, with `recurse` of all tasks below it too. Checks no permission.
 * Throws GenericError `query returned no rows` for an unknown task.
 */
export async function setTaskPriority(
  ctx: Context,
  id: number,
  priority: number,
  options: { recurse: boolean },
): Promise<void> {
  const info = await lockTask(ctx, id);
  if (info === undefined) throw new GenericError('query returned no rows');
  await announceBefore(ctx, info, { priority });
  const task = await updateTask(ctx, id, sql`priority = ${priority}`);
  await announceAfter(ctx, info, { priority }, { task });
  if (!options.recurse) return;
  const children = await ctx.db.column<number>(sql`SELECT id FROM task WHERE parent = ${id} ORDER BY id`);
  for (const child of children) await setTaskPriority(ctx, child, priority, options);
}
