import { getBuild } from '../builds/index.js';
import type { BuildRef, NameOrId } from '../readers/index.js';
import type { Context } from '../rpc/context.js';
import { getTag } from '../tags/index.js';
import { assertPackageListed } from './assert-package-listed.js';
import { tagBuild } from './tag-build.js';
import { untagBuild } from './untag-build.js';
import { faultText } from '../rpc/fault-text.js';

export interface TaskTagging {
  readonly tag: NameOrId;
  readonly build: BuildRef;
  /** The tag to take the build out of, in the same transaction; null for none. */
  readonly fromTag: NameOrId | null;
  readonly force: boolean;
  /** The owner of the task, in whose name everything is done. */
  readonly userId: number;
}

/** Tags or moves a build in the name of a task's owner. Asks the policy `tag` and the package list. */
export async function tagForTask(ctx: Context, wanted: TaskTagging): Promise<void> {
  const { force, userId } = wanted;
  const build = await getBuild(ctx, wanted.build);
  const tag = await getTag(ctx, wanted.tag);
  const fromTag = await nameOfTag(ctx, wanted.fromTag);
  const data = {
    tag: wanted.tag,
    build,
    fromtag: fromTag,
    user_id: userId,
    operation: fromTag === null ? 'tag' : 'move',
  };
  await ctx.policy.assert('tag', data, { force });
  const pkg = { id: build.package_id, name: build.name };
  await assertPackageListed(ctx, tag.id, pkg, { where: faultText`${wanted.tag}`, force });
  if (fromTag) await untagBuild(ctx, fromTag, build.id, { userId, force, strict: true });
  await tagBuild(ctx, tag.id, build.id, { userId, force });
}

async function nameOfTag(ctx: Context, info: NameOrId | null): Promise<string | null> {
  if (info === null) return null;
  return typeof info === 'string' ? info : (await getTag(ctx, info)).name;
}
