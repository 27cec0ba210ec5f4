import type { User } from '@kojikit/protocol';
import type { UserRef } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { findUser } from './find-user.js';

export interface GetUserOptions {
  readonly strict: boolean;
  readonly principals: boolean;
  readonly groups: boolean;
}

/** Koji's getUser: {@link findUser} with the members that the caller asked for. */
export async function getUser(
  ctx: Context,
  info: UserRef | null,
  { strict, principals, groups }: GetUserOptions,
): Promise<User | null> {
  const found = await findUser(ctx, info, { strict, groups });
  if (found === undefined) return null;
  const { krb_principals: held, ...user } = found;
  return principals ? { ...user, krb_principals: held } : user;
}
