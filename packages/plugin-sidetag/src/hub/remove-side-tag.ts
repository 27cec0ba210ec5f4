import { GenericError } from '@kojikit/protocol';
import {
  deleteTag,
  deleteTarget,
  findTarget,
  loggedIn,
  method,
  read,
  type Context,
  type TagInfo,
} from '@kojikit/hub-core/plugin';
import type { CleanupRule } from './cleanup/plan-cleanup.js';
import { forgetLife } from './life/forget-life.js';
import { assertNotHeld } from './life/holds.js';
import { caresForOthers, ownSideTag } from './side-tag.js';

/** Removes a side tag of the caller and its target. Builds that are still in it do not prevent that. */
export const removeSideTag = method('removeSideTag', {
  params: { sidetag: read.nameOrId, force: read.flag(false) },
  access: loggedIn,
  doc: 'Removes a side tag and the target of the same name. For its owner and for sidetag_admin, who may force it when it is held.',
  async handler(ctx, { sidetag, force }) {
    const tag = await ownSideTag(ctx, sidetag);
    if (!force || !(await caresForOthers(ctx))) await assertNotHeld(ctx, tag);
    await removeWithTarget(ctx, tag);
    return null;
  },
});

/**
 * Ends a side tag and its target. Checks no permission. Throws GenericError, before anything is written, when the target
 * is missing or is not one that builds from the side tag into it.
 */
export async function removeWithTarget(
  ctx: Context,
  tag: TagInfo,
  rule: CleanupRule | null = null,
): Promise<void> {
  const target = await findTarget(ctx, tag.name);
  if (target === undefined) throw new GenericError('Target is missing for sidetag');
  if (target.build_tag !== tag.id || target.dest_tag !== tag.id) {
    throw new GenericError('Target does not match sidetag');
  }
  await deleteTarget(ctx, target.id);
  await deleteTag(ctx, tag.id);
  await forgetLife(ctx, tag.id);
  await ctx.emit('kojikitSideTagRemoved', { tag: { id: tag.id, name: tag.name }, rule });
}
