import { TAG_UPDATE_TYPES } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';

/**
 * Notes a change of a tag's contents that no versioned table shows, such as a build moved to another volume: repos of
 * the tag are then out of date. Throws ActionNotAllowed when nobody is logged in.
 */
export async function recordTagUpdate(
  ctx: Context,
  tagId: number,
  type: keyof typeof TAG_UPDATE_TYPES,
): Promise<void> {
  ctx.session.assertLogin();
  await ctx.db.insert('tag_updates', {
    tag_id: tagId,
    update_type: TAG_UPDATE_TYPES[type],
    update_event: await ctx.event(),
    updater_id: ctx.session.userId,
  });
}
