import sql from 'sql-template-tag';
import { GenericError } from '@kojikit/protocol';
import { editTag, findUserStrictly, type Context, type read, type TagInfo } from '@kojikit/hub-core/plugin';
import { assertAllowed } from '../assert-allowed.js';
import { baseOf } from '../base-of.js';

/** Lets another user do with a side tag what its owner may. The tag counts for its owner alone. */
export async function addOwner(ctx: Context, tag: TagInfo, info: read.UserRef): Promise<void> {
  const user = await findUserStrictly(ctx, info);
  if (user.id === tag.extra['sidetag_user_id'])
    throw new GenericError(`${user.name} owns ${tag.name} already`);
  await insertOwner(ctx, tag.id, user.id);
}

async function insertOwner(ctx: Context, tagId: number, userId: number): Promise<void> {
  const owners = ctx.db.table('kojikit_sidetag_owners');
  await owners.insert({ tag_id: tagId, user_id: userId }).onConflict().ignore();
}

/** Throws GenericError when the user is no further owner of the side tag. */
export async function removeOwner(ctx: Context, tag: TagInfo, info: read.UserRef): Promise<void> {
  const user = await findUserStrictly(ctx, info);
  const removed = await ctx.db.delete(
    'kojikit_sidetag_owners',
    sql`tag_id = ${tag.id} AND user_id = ${user.id}`,
  );
  if (removed === 0) throw new GenericError(`${user.name} is no further owner of ${tag.name}`);
}

/**
 * Hands a side tag over. The policy `sidetag` must allow the new owner one more side tag of this base. The owner of
 * before stays a further owner.
 */
export async function handOver(ctx: Context, tag: TagInfo, info: read.UserRef): Promise<void> {
  const user = await findUserStrictly(ctx, info);
  const before = tag.extra['sidetag_user_id'];
  if (user.id === before) throw new GenericError(`${user.name} owns ${tag.name} already`);
  await assertAllowed(ctx, await baseOf(ctx, tag), user);
  await editTag(ctx, tag.id, { extra: { sidetag_user: user.name, sidetag_user_id: user.id } });
  await ctx.db.delete('kojikit_sidetag_owners', sql`tag_id = ${tag.id} AND user_id = ${user.id}`);
  if (typeof before === 'number') await insertOwner(ctx, tag.id, before);
}
