import sql from 'sql-template-tag';
import { GenericError } from '@kojikit/protocol';
import {
  withLateFacts,
  type Context,
  type PolicyData,
  type TagInfo,
  type UserRecord,
} from '@kojikit/hub-core/plugin';

/**
 * Throws ActionNotAllowed `policy violation (sidetag)` unless the policy lets this user have one more side tag of this
 * base. Where the policy looks at how many there are, nobody else gets one for the user until the end of the call: otherwise
 * calls at the same moment would all be told the same number.
 */
export async function assertAllowed(
  ctx: Context,
  base: TagInfo,
  user: Pick<UserRecord, 'id'>,
): Promise<void> {
  const data = withLateFacts(factsOf(ctx, base, user), {
    number_of_tags: async () => {
      await ctx.db.lock(`kojikit-sidetags-of-${user.id}`);
      return ownedTags(ctx, user.id);
    },
  });
  await ctx.policy.assert('sidetag', data);
}

/** What the policy `sidetag` is asked with. */
export async function policyDataFor(
  ctx: Context,
  base: Pick<TagInfo, 'id'>,
  user: Pick<UserRecord, 'id'>,
): Promise<PolicyData & { readonly number_of_tags: number }> {
  return { ...factsOf(ctx, base, user), number_of_tags: await ownedTags(ctx, user.id) };
}

/* `user_id` only where it is somebody else than the caller. */
function factsOf(ctx: Context, base: Pick<TagInfo, 'id'>, user: Pick<UserRecord, 'id'>): PolicyData {
  return user.id === ctx.session.userId ? { tag: base.id } : { tag: base.id, user_id: user.id };
}

async function ownedTags(ctx: Context, userId: number): Promise<number> {
  const count = await ctx.db.value<number>(sql`
    SELECT COUNT(*) FROM tag_extra
     WHERE key = 'sidetag_user_id' AND value = ${String(userId)} AND active IS TRUE`);
  if (count === undefined) throw new GenericError('Unknown db error');
  return count;
}
