import sql from 'sql-template-tag';
import type { Context } from '@kojikit/hub-core/plugin';

/** Whether a user is a further owner of a side tag. */
export async function isFurtherOwner(ctx: Context, tagId: number, userId: number): Promise<boolean> {
  const found = await ctx.db.value<number>(
    sql`SELECT user_id FROM kojikit_sidetag_owners WHERE tag_id = ${tagId} AND user_id = ${userId}`,
  );
  return found !== undefined;
}
