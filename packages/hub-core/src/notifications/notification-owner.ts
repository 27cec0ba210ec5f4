import { GenericError } from '@kojikit/protocol';
import type { Access } from '../ground/method.js';
import type { Session } from '../ground/session.js';
import type { UserRef } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { currentUser, findUser, type UserRecord } from '../users/index.js';
import { faultText } from '../rpc/fault-text.js';

/** What is changed, as Koji's refusals call it. */
export type Changed = 'notifications' | 'notification blocks';

/**
 * Who is logged in may call; whose something may be is asked when it is known whose it is. Refuses with GenericError
 * `Not logged-in`, which is not the refusal of other methods.
 */
export const whoever: Access = ({ session }) => {
  callerId(session);
};

/**
 * The user that something new is for. Users decide for themselves, admins for everybody. Throws GenericError
 * `Not logged-in`, `No such user ID: <user>` or `user <name> cannot create <what> for user <name>`.
 */
export async function newOwner(ctx: Context, info: UserRef | null, what: Changed): Promise<UserRecord> {
  const caller = callerId(ctx.session);
  const owner = await findUser(ctx, info);
  if (owner === undefined) throw new GenericError(faultText`No such user ID: ${info}`);
  if (owner.id === caller || (await ctx.session.hasPermission('admin'))) return owner;
  const name = (await currentUser(ctx))?.name ?? caller;
  throw new GenericError(`user ${name} cannot create ${what} for user ${owner.name}`);
}

/** Throws GenericError `Not logged-in` or `user <id> cannot <verb> <what> for user <id>` unless the caller may. */
export async function assertOwner(
  ctx: Context,
  ownerId: number,
  verb: 'update' | 'delete',
  what: Changed,
): Promise<void> {
  const caller = callerId(ctx.session);
  if (ownerId === caller || (await ctx.session.hasPermission('admin'))) return;
  throw new GenericError(`user ${caller} cannot ${verb} ${what} for user ${ownerId}`);
}

function callerId(session: Session): number {
  if (session.userId === undefined) throw new GenericError('Not logged-in');
  return session.userId;
}
