import sql from 'sql-template-tag';
import { GenericError, type UserStatus } from '@kojikit/protocol';
import type { UserRef } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { findUser } from './find-user.js';
import type { UserRecord } from './types.js';
import { faultText } from '../rpc/fault-text.js';

/** The user whose status is to be changed. Throws GenericError `No such user: <what was given>`. */
export async function userToChange(ctx: Context, info: UserRef | null): Promise<UserRecord> {
  const user = await findUser(ctx, info);
  if (user === undefined) throw new GenericError(faultText`No such user: ${info}`);
  return user;
}

/** Lets a user log in, or keeps it from doing so: sessions that are open stop working too. */
export async function setUserStatus(ctx: Context, user: UserRecord, status: UserStatus): Promise<void> {
  await ctx.session.assertPermission('admin');
  if (user.status === status) return;
  await ctx.db.update('users', { status }, sql`id = ${user.id}`);
}
