import sql from 'sql-template-tag';
import { GenericError } from '@kojikit/protocol';
import type { Context, TagInfo, UserRecord } from '@kojikit/hub-core/plugin';

/**
 * Throws ActionNotAllowed `policy violation (sidetag)` unless the policy lets this user have one more side tag of this
 * base. Until the end of the call nobody else gets one for the user: otherwise calls at the same moment would all be
 * told the same number.
 */
export async function assertAllowed(
  ctx: Context,
  base: TagInfo,
  user: Pick<UserRecord, 'id'>,
): Promise<void> {
  await ctx.db.lock(`kojikit-sidetags-of-${user.id}`);
  const data = await policyDataFor(ctx, base, user);
  await ctx.policy.assert('sidetag', data);
}

/** What the policy `sidetag` is asked with. `user_id` only where it is somebody else than the caller. */
export async function policyDataFor(
  ctx: Context,
  base: Pick<TagInfo, 'id'>,
  user: Pick<UserRecord, 'id'>,
): Promise<Record<string, unknown>> {
  const data = { tag: base.id, number_of_tags: await ownedTags(ctx, user.id) };
  return user.id === ctx.session.userId ? data : { ...data, user_id: user.id };
}

async function ownedTags(ctx: Context, userId: number): Promise<number> {
  const count = await ctx.db.value<number>(sql`
    SELECT COUNT(*) FROM tag_extra
     WHERE key = 'sidetag_user_id' AND value = ${String(userId)} AND active IS TRUE`);
  if (count === undefined) throw new GenericError('Unknown db error');
  return count;
}
