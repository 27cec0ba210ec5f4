import { callingHost } from '../auth/access.js';
import type { Context } from '../ground/context.js';
import { assertWorksOnTask, lockWholeTask, type TaskInfo } from '../tasks/index.js';

/** The id of a task that the caller works on. Throws ActionNotAllowed `host <id> does not own task <id>`. */
export async function ownTask(ctx: Context, id: number): Promise<number> {
  await assertWorksOnTask(ctx, id, await callingHost(ctx.session));
  return id;
}

/** {@link ownTask} with all that is known of it, in one statement. */
export async function lockOwnTask(ctx: Context, id: number): Promise<TaskInfo> {
  return lockWholeTask(ctx, id, await callingHost(ctx.session));
}
