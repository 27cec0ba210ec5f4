import type { User } from '@kojikit/protocol';
import type { Context } from '../rpc/context.js';
import { isTrue } from '../rpc/convert.js';
import { findUser } from './find-user.js';

export interface GetUserOptions {
  readonly strict: unknown;
  readonly principals: unknown;
  readonly groups: unknown;
}

/** Koji's getUser: {@link findUser} with the members that the caller asked for. */
export async function getUser(ctx: Context, info: unknown, options: GetUserOptions): Promise<User | null> {
  const found = await findUser(ctx, info, { strict: isTrue(options.strict), groups: isTrue(options.groups) });
  if (found === undefined) return null;
  const { krb_principals: principals, ...user } = found;
  return isTrue(options.principals) ? { ...user, krb_principals: principals } : user;
}
