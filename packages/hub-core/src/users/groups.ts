import sql from 'sql-template-tag';
import { GenericError, USER_TYPES, type GroupMember } from '@kojikit/protocol';
import { insertVersioned, revoke } from '../history/index.js';
import type { UserRef } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { findUser, findUserStrictly } from './find-user.js';
import { principalsOf } from './queries.js';
import type { UserRecord } from './types.js';
import { faultText } from '../rpc/fault-text.js';

/** Makes a user a member of a group. Throws GenericError when it is one already, unless `strict` is off. */
export async function addGroupMember(
  ctx: Context,
  groupInfo: UserRef | null,
  userInfo: UserRef | null,
  strict: boolean,
): Promise<void> {
  const group = await findGroup(ctx, groupInfo);
  const user = await findUser(ctx, userInfo);
  if (group === undefined) throw new GenericError(faultText`Not a group: ${groupInfo}`);
  if (user === undefined) throw new GenericError(faultText`Not a user: ${userInfo}`);
  if (user.usertype === USER_TYPES.GROUP) throw new GenericError('Groups cannot be members of other groups');
  if (await isMember(ctx, group.id, user.id)) {
    if (!strict) return;
    throw new GenericError('User already in group');
  }
  await insertVersioned(ctx, 'user_groups', { user_id: user.id, group_id: group.id });
}

/** Ends a user's membership in a group. Throws GenericError when the user is no member. */
export async function dropGroupMember(
  ctx: Context,
  groupInfo: UserRef | null,
  userInfo: UserRef | null,
): Promise<void> {
  const user = await findUserStrictly(ctx, userInfo);
  const group = await findGroup(ctx, groupInfo);
  if (group === undefined) throw new GenericError(faultText`Not a group: ${groupInfo}`);
  if (!(await isMember(ctx, group.id, user.id))) {
    throw new GenericError(faultText`No such user in group: ${groupInfo}`);
  }
  await revoke(ctx, 'user_groups', sql`user_id = ${user.id} AND group_id = ${group.id}`);
}

/** The members of a group, by id. Throws GenericError `No such group: <what was given>`. */
export async function groupMembers(ctx: Context, groupInfo: UserRef | null): Promise<GroupMember[]> {
  const group = await findGroup(ctx, groupInfo);
  if (group === undefined) throw new GenericError(faultText`No such group: ${groupInfo}`);
  const members = await ctx.db.all<{ id: number; name: string; usertype: number }>(sql`
    SELECT users.id AS id, users.name AS name, users.usertype AS usertype
      FROM user_groups JOIN users ON users.id = user_groups.user_id
     WHERE user_groups.active IS TRUE AND user_groups.group_id = ${group.id}
     ORDER BY users.id`);
  const principals = await principalsOf(
    ctx.db,
    members.map(({ id }) => id),
  );
  return members.map((member) => ({ ...member, krb_principals: principals.get(member.id) ?? [] }));
}

async function findGroup(ctx: Context, info: UserRef | null): Promise<UserRecord | undefined> {
  const found = await findUser(ctx, info);
  return found?.usertype === USER_TYPES.GROUP ? found : undefined;
}

async function isMember(ctx: Context, groupId: number, userId: number): Promise<boolean> {
  const rows = await ctx.db.lockRows(sql`
    SELECT user_id FROM user_groups WHERE active IS TRUE AND group_id = ${groupId} AND user_id = ${userId}`);
  return rows.length > 0;
}
