import { AuthError } from '@kojikit/protocol';
import { assertRealmAllowed, removePrincipal, setPrincipal } from '../auth/index.js';
import { verifyNameUser } from '../config/index.js';
import type { UserRef } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { refuseTakenPrincipal } from './create-user.js';
import { findUserStrictly } from './find-user.js';

/** Gives a user a further Kerberos principal. Returns the user's id. */
export async function addUserPrincipal(
  ctx: Context,
  userInfo: UserRef | null,
  principal: string,
): Promise<number> {
  const user = await findUserStrictly(ctx, userInfo);
  verifyNameUser(ctx.config, null, principal);
  await refuseTakenPrincipal(ctx, principal);
  assertRealmAllowed(ctx.config, principal);
  await setPrincipal(ctx, user.id, principal);
  return user.id;
}

/** Takes a Kerberos principal from a user. Returns the user's id; throws AuthError when the user does not have it. */
export async function removeUserPrincipal(
  ctx: Context,
  userInfo: UserRef | null,
  principal: string,
): Promise<number> {
  const user = await findUserStrictly(ctx, userInfo);
  if (!(await removePrincipal(ctx, user.id, principal))) {
    throw new AuthError(`cannot remove Kerberos Principal: ${principal} with user ${user.name}`);
  }
  return user.id;
}
