import sql from 'sql-template-tag';
import type { TAG_UPDATE_TYPES } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import { recordTagUpdate } from './record-tag-update.js';

/** {@link recordTagUpdate} for every tag that a build is in. */
export async function recordBuildUpdate(
  ctx: Context,
  buildId: number,
  type: keyof typeof TAG_UPDATE_TYPES,
): Promise<void> {
  const tags = await ctx.db.column<number>(sql`
    SELECT tag_listing.tag_id FROM tag_listing
      JOIN tag_config ON tag_config.tag_id = tag_listing.tag_id AND tag_config.active IS TRUE
    WHERE tag_listing.build_id = ${buildId} AND tag_listing.active IS TRUE
    ORDER BY tag_listing.tag_id`);
  for (const tag of tags) await recordTagUpdate(ctx, tag, type);
}
