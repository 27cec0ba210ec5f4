import { systemSession, type Session } from '../auth/index.js';
import type { Context } from '../ground/context.js';
import { ensureAccount } from './ensure-account.js';

/**
 * The context of a job that acts as a user, who is made when there is none: requests, tasks and changes of versioned
 * tables must belong to somebody. The user may do everything here, but has no password.
 */
export async function actingAs(ctx: Context, name: string): Promise<Context> {
  const { id } = await ensureAccount(ctx, { name });
  const session: Session = { ...systemSession(), loggedIn: true, userId: id, userName: name };
  return Object.create(ctx, { session: { value: session } }) as Context;
}
