import { GenericError, USER_TYPES, type UserStatus } from '@kojikit/protocol';
import { createAccount } from '../auth/index.js';
import { verifyNameInternal, verifyNameUser } from '../config/index.js';
import type { Context } from '../ground/context.js';
import { findUser } from './find-user.js';
import { faultText } from '../rpc/fault-text.js';

/** Adds a user. Throws GenericError when the name or the Kerberos principal is taken or breaks the rules for names. */
export async function createUser(
  ctx: Context,
  name: string | null,
  status: UserStatus | null,
  principal: string | null,
): Promise<number> {
  verifyNameUser(ctx.config, name, principal);
  if (await findUser(ctx, name)) throw new GenericError(faultText`user already exists: ${name}`);
  if (principal) await refuseTakenPrincipal(ctx, principal);
  return createAccount(ctx, { name, status, principal });
}

/** Adds a group of users. Throws GenericError when the name is taken by a user or group or breaks the rules. */
export async function newGroup(ctx: Context, name: string): Promise<number> {
  verifyNameInternal(ctx.config, name);
  if (await findUser(ctx, name)) throw new GenericError(`user/group already exists: ${name}`);
  return createAccount(ctx, { name, type: USER_TYPES.GROUP });
}

/** Throws GenericError when somebody has this Kerberos principal. */
export async function refuseTakenPrincipal(ctx: Context, principal: string): Promise<void> {
  if (await findUser(ctx, { krb_principal: principal })) {
    throw new GenericError(`user with this Kerberos principal already exists: ${principal}`);
  }
}
