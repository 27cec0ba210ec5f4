import sql from 'sql-template-tag';
import { isFault } from '@kojikit/protocol';
import { findTag, type Context, type EventHandler, type TagInfo } from '@kojikit/hub-core/plugin';
import { configOf } from './config-of.js';
import { describeSideTags } from './life/describe-side-tags.js';
import { removeWithTarget } from './remove-side-tag.js';
import { tasksByPlace, tasksIn } from './running-tasks.js';
import { isSideTag } from './side-tag.js';

/* Held, kept until a day that somebody chose, or with tasks in it. The clean-up job looks at it again. */
async function isNeeded(ctx: Context, tag: TagInfo): Promise<boolean> {
  const [described] = await describeSideTags(ctx, { sidetag: tag.id });
  if (described === undefined) return false;
  return described.kept || described.holds.length > 0 || tasksIn(await tasksByPlace(ctx), tag).length > 0;
}

/**
 * Removes a side tag with its last build, where the configuration says `remove_empty`. A side tag that cannot be
 * removed stays, and the build is untagged all the same.
 */
export const removeEmpty: EventHandler<'postUntag'> = async (ctx, data) => {
  if (!configOf(ctx).remove_empty) return;
  const tag = await findTag(ctx, data.tag.id);
  if (tag === undefined || !isSideTag(tag)) return;
  const build = await ctx.db.value<number>(
    sql`SELECT build_id FROM tag_listing WHERE tag_id = ${tag.id} AND active IS TRUE LIMIT 1`,
  );
  if (build !== undefined || (await isNeeded(ctx, tag))) return;
  try {
    await ctx.db.savepoint(() => removeWithTarget(ctx, tag));
  } catch (error) {
    if (!isFault(error, 'GenericError')) throw error;
    ctx.log.warn({ err: error, tag: tag.name }, 'an empty side tag could not be removed');
  }
};
