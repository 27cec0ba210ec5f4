import sql from 'sql-template-tag';
import { ActionNotAllowed, GenericError } from '@kojikit/protocol';
import { getTag, read, type Context, type TagInfo } from '@kojikit/hub-core/plugin';
import { isFurtherOwner } from './life/further-owner.js';

/** Whether a tag is a side tag: its extra settings say so. */
export function isSideTag(tag: TagInfo): boolean {
  return read.truth(tag.extra['sidetag']);
}

/** Whether a tag is a side tag that this user made or was handed. */
export function belongsTo(tag: TagInfo, userId: number): boolean {
  return isSideTag(tag) && tag.extra['sidetag_user_id'] === userId;
}

/**
 * The side tag that a caller named, for a change by that caller: its owner, or who holds `sidetag_admin` or `admin`.
 * It stays locked until the end of the call, so that of two calls that remove it one finds it gone.
 * Throws GenericError `No such tagInfo: <info>` and `Not a sidetag: <name>`, ActionNotAllowed
 * `This is not your sidetag`.
 */
export async function ownSideTag(ctx: Context, info: read.NameOrId): Promise<TagInfo> {
  const tag = await lockedTag(ctx, info);
  if (!isSideTag(tag)) throw new GenericError(`Not a sidetag: ${tag.name}`);
  if (!(await mayChange(ctx, tag))) throw new ActionNotAllowed('This is not your sidetag');
  return tag;
}

/**
 * Whether the caller may change a side tag. Koji asks for the permission admin here; sidetag_admin is meant for programs
 * that care for side tags of others.
 */
async function mayChange(ctx: Context, tag: TagInfo): Promise<boolean> {
  const { userId } = ctx.session;
  if (userId !== undefined && (belongsTo(tag, userId) || (await isFurtherOwner(ctx, tag.id, userId))))
    return true;
  return caresForOthers(ctx);
}

/** Whether the caller may do with any side tag what its owner may, and change any extra setting of it. */
export async function caresForOthers(ctx: Context): Promise<boolean> {
  return (await ctx.session.hasPermission('sidetag_admin')) || ctx.session.hasPermission('admin');
}

/** A tag as it is now, locked until the end of the call. Throws GenericError `No such tagInfo: <info>`. */
export async function lockedTag(ctx: Context, info: read.NameOrId): Promise<TagInfo> {
  const { id } = await getTag(ctx, info);
  const locked = await ctx.db.lockRows(
    sql`SELECT tag_id FROM tag_config WHERE tag_id = ${id} AND active IS TRUE`,
  );
  // What was read before may be out of date: somebody else may have had the lock.
  return getTag(ctx, locked.length > 0 ? id : info);
}
