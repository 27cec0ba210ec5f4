import sql from 'sql-template-tag';
import { double } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import { getTask } from './read-tasks.js';
import { announceAfter, announceBefore } from './state-change.js';

/** Sets the load that a task puts on its host. Checks no permission. */
export async function setTaskWeight(ctx: Context, id: number, load: number): Promise<void> {
  const weight = double(load);
  const info = await getTask(ctx, id, { request: true });
  await announceBefore(ctx, info, { weight });
  await ctx.db.update('task', { weight }, sql`id = ${id}`);
  await announceAfter(ctx, info, { weight });
}

/** Sets the priority of a task, with `recurse` of all tasks below it too. Checks no permission. */
export async function setTaskPriority(
  ctx: Context,
  id: number,
  priority: number,
  options: { recurse: boolean },
): Promise<void> {
  const info = await getTask(ctx, id, { request: true });
  await announceBefore(ctx, info, { priority });
  await ctx.db.update('task', { priority }, sql`id = ${id}`);
  await announceAfter(ctx, info, { priority });
  if (!options.recurse) return;
  const children = await ctx.db.column<number>(sql`SELECT id FROM task WHERE parent = ${id} ORDER BY id`);
  for (const child of children) await setTaskPriority(ctx, child, priority, options);
}
