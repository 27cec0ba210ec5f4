import sql from 'sql-template-tag';
import { double, GenericError } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import { lockTask, updateTask } from './read-tasks.js';
import { announceAfter, announceBefore } from './state-change.js';
import type { TaskInfo } from './types.js';

/** Sets the load that a task, which is locked, puts on its host. Checks no permission. */
export async function setTaskWeight(ctx: Context, info: TaskInfo, load: number): Promise<void> {
  const weight = double(load);
  await announceBefore(ctx, info, { weight });
  const task = await updateTask(ctx, info.id, sql`weight = ${load}`);
  await announceAfter(ctx, info, { weight }, { task });
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
