import sql from 'sql-template-tag';
import { dictionary, GenericError, type Permission } from '@kojikit/protocol';
import { heldPermissions, userPermissions } from '../auth/index.js';
import { verifyNameInternal } from '../config/index.js';
import { insertVersioned, revoke } from '../history/index.js';
import { lookupName, lookupNameStrictly, lookupOrCreateName } from '../lookup/index.js';
import { nameOrId, type NameOrId, type Plain, type UserRef } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { findUserStrictly } from './find-user.js';
import { faultText } from '../rpc/fault-text.js';

export interface Grant {
  /** Null: the caller. */
  readonly user: UserRef | null;
  readonly permission: NameOrId;
  /** Make the permission when there is none of this name. */
  readonly create: boolean;
  /** What it is for, read only with `create`, where alone it may be given. */
  readonly description: (() => string) | null;
}

/** Gives a user or group a permission. Throws GenericError when the user holds it already. */
export async function grantPermission(ctx: Context, grant: Grant): Promise<void> {
  const { create } = grant;
  if (create) verifyNameInternal(ctx.config, grant.permission);
  if (grant.description !== null && !create) {
    throw new GenericError('Description should be specified only with create.');
  }
  const description = grant.description?.();
  const user = await findUserStrictly(ctx, grant.user);
  const lookup = create ? lookupOrCreateName : lookupNameStrictly;
  const permission = await lookup(ctx, 'permissions', grant.permission);
  if (description !== undefined)
    await ctx.db.update('permissions', { description }, sql`id = ${permission.id}`);
  if (await holdsItself(ctx, user.id, permission.name)) {
    throw new GenericError(faultText`user ${grant.user} already has permission: ${permission.name}`);
  }
  await insertVersioned(ctx, 'user_perms', { user_id: user.id, perm_id: permission.id });
}

/** Takes a permission from a user or group. Throws GenericError when the user does not hold it. */
export async function revokePermission(
  ctx: Context,
  userInfo: UserRef | null,
  info: NameOrId,
): Promise<void> {
  const user = await findUserStrictly(ctx, userInfo);
  const permission = await lookupNameStrictly(ctx, 'permissions', info);
  if (!(await holdsItself(ctx, user.id, permission.name))) {
    throw new GenericError(faultText`user ${userInfo} does not have permission: ${permission.name}`);
  }
  await revoke(ctx, 'user_perms', sql`user_id = ${user.id} AND perm_id = ${permission.id}`);
}

/** Changes what a permission is said to be for. */
export async function editPermission(ctx: Context, info: NameOrId, description: string): Promise<void> {
  const permission = await lookupNameStrictly(ctx, 'permissions', info);
  await ctx.db.update('permissions', { description }, sql`id = ${permission.id}`);
}

/** Every permission there is, by id. */
export async function allPermissions({ db }: Context): Promise<Permission[]> {
  return db.all<Permission>(sql`SELECT id, name, description FROM permissions ORDER BY id`);
}

/** Whether the caller holds a permission. With `strict`, throws GenericError for one that does not exist. */
export async function callerHolds(ctx: Context, name: Plain, strict: boolean): Promise<boolean> {
  if (strict && (await lookupName(ctx, 'permissions', nameOrId(name))) === undefined) {
    throw new GenericError(faultText`No such permission ${name} defined`);
  }
  return ctx.session.hasPermission(String(name));
}

/** Permission name to where it comes from: null for the user itself, or the names of groups. */
export async function permissionSources(
  ctx: Context,
  userInfo: UserRef | null,
): Promise<Record<string, (string | null)[]>> {
  const user = await findUserStrictly(ctx, userInfo);
  const sources = dictionary<(string | null)[]>();
  for (const { name, group } of await heldPermissions(ctx.db, user.id)) (sources[name] ??= []).push(group);
  return sources;
}

async function holdsItself(ctx: Context, userId: number, name: string): Promise<boolean> {
  return (await userPermissions(ctx.db, userId, { withGroups: false })).includes(name);
}
