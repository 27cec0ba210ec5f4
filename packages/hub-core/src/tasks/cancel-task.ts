import sql from 'sql-template-tag';
import { double, GenericError, isFinished, TASK_STATES } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import { lockTask, updateTask } from './read-tasks.js';
import { announceAfter, announceBefore } from './state-change.js';
import { wakeParent } from './wake-parent.js';

export interface CancelOptions {
  /** Cancel the tasks below it too. Default: yes. */
  readonly recurse?: boolean;
}

/**
 * Cancels a task, and the build that it makes. Returns false when it has ended otherwise. Checks no permission.
 * The event `kojikitTaskCanceled` tells the rooms above.
 */
export async function cancelTask(ctx: Context, id: number, options: CancelOptions = {}): Promise<boolean> {
  const info = await lockTask(ctx, id);
  if (info === undefined) throw new GenericError('query returned no rows');
  const changes = { state: TASK_STATES.CANCELED, completion_ts: double(Date.now() / 1000) };
  await announceBefore(ctx, info, changes);
  if (info.state === TASK_STATES.CANCELED) return true;
  if (isFinished(info.state)) return false;
  const set = sql`state = ${TASK_STATES.CANCELED}, completion_time = ${ctx.db.dialect.now()}`;
  const task = await updateTask(ctx, id, set);
  await announceAfter(ctx, info, changes, { task });
  await wakeParent(ctx, info.parent);
  await ctx.emit('kojikitTaskCanceled', { taskId: id });
  if (options.recurse !== false) await cancelChildren(ctx, id);
  return true;
}

/** Cancels the tasks below a task, but not the task itself. Checks no permission. */
export async function cancelChildren(ctx: Context, id: number): Promise<void> {
  for (const child of await childrenOf(ctx, id)) await cancelTask(ctx, child);
}

/**
 * Cancels a whole tree of tasks, also below tasks that have ended. Checks no permission. With `strict` the task must be
 * the top of its tree, else GenericError `Task <id> is not top-level (parent=<id>)`; without, the top is looked for.
 */
export async function cancelTree(ctx: Context, id: number, options: { strict: boolean }): Promise<void> {
  const parent = await parentOf(ctx, id);
  if (parent !== undefined && options.strict) {
    throw new GenericError(`Task ${id} is not top-level (parent=${parent})`);
  }
  const pending = [parent === undefined ? id : await topOf(ctx, id, parent)];
  const seen = new Set<number>();
  for (const task of pending) {
    if (seen.has(task)) throw new GenericError(`Task LOOP at task ${task}`);
    seen.add(task);
    await cancelTask(ctx, task, { recurse: false });
    pending.push(...(await childrenOf(ctx, task)));
  }
}

async function topOf(ctx: Context, id: number, parent: number): Promise<number> {
  const seen = new Set([id]);
  let top = id;
  for (let above: number | undefined = parent; above !== undefined; above = await parentOf(ctx, above)) {
    if (seen.has(above)) throw new GenericError(`Task LOOP at task ${top}`);
    seen.add(above);
    top = above;
  }
  return top;
}

function parentOf(ctx: Context, id: number): Promise<number | undefined> {
  return ctx.db.value<number>(sql`SELECT parent FROM task WHERE id = ${id}`);
}

function childrenOf(ctx: Context, id: number): Promise<number[]> {
  return ctx.db.column<number>(sql`SELECT id FROM task WHERE parent = ${id} ORDER BY id`);
}
