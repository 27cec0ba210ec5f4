import { ActionNotAllowed, GenericError } from '@kojikit/protocol';
import { allOf } from '../all-of.js';
import { userPermissions } from '../auth/index.js';
import { lookupNameStrictly } from '../lookup/index.js';
import type { Context } from '../ground/context.js';
import { getTag } from './find-tag.js';
import type { TagInfo } from './types.js';
import type { NameOrId } from '../readers/index.js';

export interface TagAccess {
  readonly allowed: boolean;
  /** The user is an admin, who may go on by force. */
  readonly mayForce: boolean;
  /** Why not; empty when allowed. */
  readonly reason: string;
}

/**
 * Whether a user may change what is in a tag: it must not be locked, and its permission must be held.
 * @param user a user id; left out: the caller. Throws GenericError `a user_id is required` for an anonymous caller.
 */
export function checkTagAccess(ctx: Context, info: NameOrId, user?: number | null): Promise<TagAccess> {
  return accessTo(ctx, () => getTag(ctx, info), user);
}

async function accessTo(
  ctx: Context,
  readTag: () => TagInfo | Promise<TagInfo>,
  user: number | null | undefined,
): Promise<TagAccess> {
  const given = user ?? ctx.session.userId;
  if (given === undefined || given === null) throw new GenericError('a user_id is required');
  const [held, tag] = await allOf([
    given === ctx.session.userId ? ctx.session.permissions() : userPermissions(ctx.db, given),
    readTag(),
  ]);
  const mayForce = held.includes('admin');
  if (tag.locked) return { allowed: false, mayForce, reason: 'tag is locked' };
  if (tag.perm_id) {
    const { name } = await lookupNameStrictly(ctx, 'permissions', tag.perm_id);
    if (!held.includes(name)) return { allowed: false, mayForce, reason: `tag requires ${name} permission` };
  }
  return { allowed: true, mayForce, reason: '' };
}

/**
 * {@link checkTagAccess}; throws ActionNotAllowed with the reason, unless an admin uses force.
 * @param tag its id, or what has been read of it.
 */
export async function assertTagAccess(
  ctx: Context,
  tag: number | TagInfo,
  options: { readonly user?: number | null; readonly force?: boolean } = {},
): Promise<void> {
  const { allowed, mayForce, reason } = await accessTo(
    ctx,
    () => (typeof tag === 'number' ? getTag(ctx, tag) : tag),
    options.user,
  );
  if (!allowed && !(mayForce && options.force)) throw new ActionNotAllowed(reason);
}
