import { GenericError } from '@kojikit/protocol';
import type { UserRef } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { currentUser, findUser, type UserRecord } from '../users/index.js';
import { faultText } from '../rpc/fault-text.js';

/** What is changed, as Koji's refusals call it. */
export type Changed = 'notifications' | 'notification blocks';

/**
 * The user that something new is for. Users decide for themselves, admins for everybody. Throws GenericError
 * `Not logged-in`, `No such user ID: <user>` or `user <name> cannot create <what> for user <name>`.
 */
export async function newOwner(ctx: Context, info: UserRef | null, what: Changed): Promise<UserRecord> {
  const caller = await loggedInUser(ctx);
  const owner = await findUser(ctx, info);
  if (owner === undefined) throw new GenericError(faultText`No such user ID: ${info}`);
  if (owner.id === caller.id || (await ctx.session.hasPermission('admin'))) return owner;
  throw new GenericError(`user ${caller.name} cannot create ${what} for user ${owner.name}`);
}

/** Throws GenericError `Not logged-in` or `user <id> cannot <verb> <what> for user <id>` unless the caller may. */
export async function assertOwner(
  ctx: Context,
  ownerId: number,
  verb: 'update' | 'delete',
  what: Changed,
): Promise<void> {
  const caller = await loggedInUser(ctx);
  if (ownerId === caller.id || (await ctx.session.hasPermission('admin'))) return;
  throw new GenericError(`user ${caller.id} cannot ${verb} ${what} for user ${ownerId}`);
}

/** The caller. Throws GenericError `Not logged-in`, which is not the refusal of other methods. */
export async function loggedInUser(ctx: Context): Promise<UserRecord> {
  const caller = await currentUser(ctx);
  if (caller === undefined) throw new GenericError('Not logged-in');
  return caller;
}
