import { allOf } from '../all-of.js';
import { getBuild } from '../builds/index.js';
import { isGiven, type BuildRef, type Empty, type NameOrId } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { faultText } from '../rpc/fault-text.js';
import { getTag } from '../tags/index.js';
import { getTask } from '../tasks/index.js';
import { assertPackageListed } from './assert-package-listed.js';
import { tagKnownBuild } from './tag-build.js';
import { untagBuild } from './untag-build.js';

export interface TaskTagging {
  readonly tag: NameOrId;
  readonly build: BuildRef;
  readonly force: boolean;
  /** The tag to take the build out of at the same time. All but null is a move. */
  readonly fromTag: NameOrId | Empty;
}

/**
 * Tags or moves a build in the name of the owner of a task. Asks the policy `tag`.
 * Throws ActionNotAllowed, and TagError when the package is not listed or the build cannot be tagged.
 */
export async function tagForTask(ctx: Context, taskId: number, tagging: TaskTagging): Promise<void> {
  const { force } = tagging;
  const { fromTag: from } = tagging;
  const [build, tag, { owner }] = await allOf([
    getBuild(ctx, tagging.build),
    getTag(ctx, tagging.tag),
    getTask(ctx, taskId),
  ]);
  const named = isGiven(from) && typeof from !== 'string' ? (await getTag(ctx, from)).name : from;
  const data = {
    tag: tagging.tag,
    build: build.id,
    fromtag: named,
    user_id: owner,
    operation: from === null ? 'tag' : 'move',
  };
  await ctx.policy.assert('tag', data, { force });
  const pkg = { id: build.package_id, name: build.name };
  await assertPackageListed(ctx, tag.id, pkg, { where: faultText`${tagging.tag}`, force });
  if (isGiven(named)) await untagBuild(ctx, named, build.id, { userId: owner, force });
  await tagKnownBuild(ctx, tag, build, { userId: owner, force });
}
