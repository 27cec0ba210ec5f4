import sql from 'sql-template-tag';
import { TagError, type Build, type TaggedBuild } from '@kojikit/protocol';
import { allOf } from '../all-of.js';
import { getBuild } from '../builds/index.js';
import { revoke } from '../history/index.js';
import type { BuildRef, NameOrId } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { assertTagAccess, getTag, type TagInfo } from '../tags/index.js';
import { findUserStrictly, type UserRecord } from '../users/index.js';
import { announceTagging } from './announce-tagging.js';
import type { TaggingOptions } from './tag-build.js';

export interface UntaggingOptions extends TaggingOptions {
  /** The build must be in the tag. Default: yes. */
  readonly strict?: boolean;
}

/** Takes a build out of a tag, if the user may. Asks no policy. Throws ActionNotAllowed, and TagError when it is not there. */
export async function untagBuild(
  ctx: Context,
  tagInfo: NameOrId,
  buildInfo: BuildRef,
  options: UntaggingOptions = {},
): Promise<void> {
  const [tag, build] = await allOf([getTag(ctx, tagInfo), getBuild(ctx, buildInfo)]);
  await untagKnownBuild(ctx, tag, build, options);
}

/** {@link untagBuild} of what has been read. */
export async function untagKnownBuild(
  ctx: Context,
  tag: TagInfo,
  build: Build | TaggedBuild,
  { userId, ...options }: UntaggingOptions = {},
): Promise<void> {
  const [user] = await allOf([
    findUserStrictly(ctx, userId),
    assertTagAccess(ctx, tag, { user: userId, force: options.force }),
  ]);
  await untagBuildDirectly(ctx, tag, build, user, options);
}

/** Takes a build out of a tag without asking whether it may. Throws TagError `build <nvr> not in tag <tag>`. */
export async function untagBuildDirectly(
  ctx: Context,
  tag: TagInfo,
  build: Build | TaggedBuild,
  user: UserRecord,
  { strict = true, force = false }: Omit<UntaggingOptions, 'userId'> = {},
): Promise<void> {
  await announceTagging(ctx, 'Untag', { tag, build, user, force, strict }, async () => {
    const where = sql`tag_id = ${tag.id} AND build_id = ${build.id}`;
    const count = await revoke(ctx, 'tag_listing', where, { user: user.id });
    if (count > 0) await ctx.policy.record('tag', { build, tag });
    else if (strict) {
      throw new TagError(`build ${build.name}-${build.version}-${build.release} not in tag ${tag.name}`);
    }
  });
}
