import { AuthError, GenericError } from '@kojikit/protocol';
import { assertRealmAllowed, removePrincipal, setPrincipal } from '../auth/index.js';
import { verifyNameUser } from '../config/index.js';
import type { Context } from '../rpc/context.js';
import { isTrue } from '../rpc/convert.js';
import { pythonStr, pythonType } from '../rpc/python-names.js';
import { refuseTakenPrincipal } from './create-user.js';
import { findUserStrictly } from './find-user.js';

/** Gives a user a further Kerberos principal. Answers the user's id. */
export async function addUserPrincipal(ctx: Context, userInfo: unknown, principal: unknown): Promise<number> {
  const user = await findUserStrictly(ctx, userInfo);
  verifyNameUser(ctx.config, undefined, principal);
  if (principal === null) throw new GenericError('No kerberos principal provided');
  if (typeof principal !== 'string') {
    throw new GenericError(`Invalid type for krb_principal: ${pythonType(principal)}`);
  }
  await refuseTakenPrincipal(ctx, principal);
  assertRealmAllowed(ctx.config, principal);
  await setPrincipal(ctx, user.id, principal);
  return user.id;
}

/** Takes a Kerberos principal from a user. Answers the user's id; throws AuthError when the user does not have it. */
export async function removeUserPrincipal(
  ctx: Context,
  userInfo: unknown,
  principal: unknown,
): Promise<number> {
  const user = await findUserStrictly(ctx, userInfo);
  if (!isTrue(principal)) throw new GenericError('krb_principal must be specified');
  const name = pythonStr(principal);
  if (!(await removePrincipal(ctx, user.id, name))) {
    throw new AuthError(`cannot remove Kerberos Principal: ${name} with user ${user.name}`);
  }
  return user.id;
}
