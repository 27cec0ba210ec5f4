import { systemSession } from '../../auth/system-session.js';
import type { Session } from '../../auth/session.js';
import type { Context } from '../../rpc/context.js';
import { ensureAccount } from '../../users/index.js';

/**
 * The context of a job that acts as the user `RepoQueueUser`, who is made when there is none: requests, tasks and
 * changes of versioned tables must belong to somebody. The user may do everything here, but has no password.
 */
export async function asRepoUser(ctx: Context): Promise<Context> {
  const name = ctx.config.RepoQueueUser;
  const { id } = await ensureAccount(ctx, { name });
  const session: Session = { ...systemSession(), loggedIn: true, userId: id, userName: name };
  return Object.create(ctx, { session: { value: session } }) as Context;
}
