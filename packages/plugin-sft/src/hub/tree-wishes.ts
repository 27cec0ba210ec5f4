import sql from 'sql-template-tag';
import { TASK_STATES, type HubEvents } from '@kojikit/protocol';
import { callingUser, type Context } from '@kojikit/hub-core/plugin';

/** Somebody's wish that build roots are saved when a task or one below it fails. */
export interface TreeWish {
  /** The task that was named. */
  readonly task_id: number;
  /** The whole root; null: as the configuration says. */
  readonly is_full: boolean | null;
  readonly asked_by: string;
}

const { FREE, OPEN, ASSIGNED } = TASK_STATES;

/** Notes the caller's wish, in the place of an earlier one. Checks no permission. */
export async function wishTree(ctx: Context, taskId: number, full: boolean | null): Promise<void> {
  await forgetWish(ctx, taskId);
  const wish = { task_id: taskId, is_full: full, asked_by: callingUser(ctx.session) };
  await ctx.db.insert('kojikit_tree_wishes', wish);
}

/** Takes a wish back; nothing happens when there is none. Checks no permission. */
export async function forgetWish(ctx: Context, taskId: number): Promise<void> {
  await ctx.db.delete('kojikit_tree_wishes', sql`task_id = ${taskId}`);
}

/** The wish that holds for a task: its own, else the nearest one above it. */
export function wishFor(ctx: Context, taskId: number): Promise<TreeWish | undefined> {
  // Counting the steps orders them; a circle of parents, which there should not be, would count for ever.
  return ctx.db.first<TreeWish>(sql`
    WITH RECURSIVE above (id, parent, distance) AS (
      SELECT id, parent, 0 FROM task WHERE id = ${taskId}
      UNION SELECT task.id, task.parent, above.distance + 1 FROM task
        JOIN above ON task.id = above.parent AND above.distance < 100)
    SELECT wish.task_id, wish.is_full, users.name AS asked_by
      FROM above
      JOIN kojikit_tree_wishes AS wish ON wish.task_id = above.id
      JOIN users ON users.id = wish.asked_by
     ORDER BY above.distance LIMIT 1`);
}

/** Forgets the wish for a task that has ended: it was about this run of it. */
export async function forgetEndedWish(
  ctx: Context,
  { attribute, info, new: state }: HubEvents['postTaskStateChange'],
): Promise<void> {
  const ended = state === 'CLOSED' || state === 'FAILED' || state === 'CANCELED';
  if (attribute === 'state' && ended && info.id !== undefined) await forgetWish(ctx, info.id);
}

/** Forgets wishes for tasks that ended or were deleted while nobody listened: by another hub, or in the database. */
export async function forgetMissedWishes(ctx: Context): Promise<void> {
  await ctx.db.delete(
    'kojikit_tree_wishes',
    sql`task_id NOT IN (SELECT id FROM task WHERE state IN (${FREE}, ${OPEN}, ${ASSIGNED}))`,
  );
}
