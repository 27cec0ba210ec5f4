import { callingHost } from '../auth/access.js';
import type { Context } from '../ground/context.js';
import { assertWorksOnTask, type Work } from '../tasks/index.js';

/** The id of a task that the caller works on. Throws ActionNotAllowed `host <id> does not own task <id>`. */
export async function ownTask(ctx: Context, id: number): Promise<number> {
  await assertWorksOnTask(ctx, id, await callingHost(ctx.session));
  return id;
}

/** A task as the caller's work, if it is: that is looked at with the change. */
export async function ownWork(ctx: Context, id: number): Promise<Work> {
  return { id, hostId: await callingHost(ctx.session) };
}
