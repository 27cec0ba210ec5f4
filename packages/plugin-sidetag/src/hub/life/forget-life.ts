import sql from 'sql-template-tag';
import type { Context } from '@kojikit/hub-core/plugin';

const TABLES = ['kojikit_sidetag', 'kojikit_sidetag_owners', 'kojikit_sidetag_holds', 'kojikit_sidetag_mail'];

/** Forgets the expiry, further owners and holds of a tag that is removed. */
export async function forgetLife(ctx: Context, tagId: number): Promise<void> {
  for (const table of TABLES) await ctx.db.delete(table, sql`tag_id = ${tagId}`);
}
