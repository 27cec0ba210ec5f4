import sql from 'sql-template-tag';
import { BUILD_STATES, stateName, TagError, type Build, type TaggedBuild } from '@kojikit/protocol';
import { allOf } from '../all-of.js';
import { getBuild } from '../builds/index.js';
import { insertVersioned, revoke } from '../history/index.js';
import type { BuildRef, NameOrId } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { assertTagAccess, getTag, type TagInfo } from '../tags/index.js';
import { findUserStrictly, type UserRecord } from '../users/index.js';
import { announceTagging } from './announce-tagging.js';

export interface TaggingOptions {
  /** In whose name. Default: the caller's. */
  readonly userId?: number;
  /** Tag a build again that is tagged already, and as admin one that may not be. Default: no. */
  readonly force?: boolean;
}

/**
 * Puts a build into a tag, if the user may. Asks no policy and looks at no package list.
 * Throws ActionNotAllowed, and TagError as {@link tagBuildDirectly}.
 */
export async function tagBuild(
  ctx: Context,
  tagInfo: NameOrId,
  buildInfo: BuildRef,
  options: TaggingOptions = {},
): Promise<void> {
  const [tag, build] = await allOf([getTag(ctx, tagInfo), getBuild(ctx, buildInfo)]);
  await tagKnownBuild(ctx, tag, build, options);
}

/** {@link tagBuild} of what has been read. */
export async function tagKnownBuild(
  ctx: Context,
  tag: TagInfo,
  build: Build | TaggedBuild,
  { userId, force = false }: TaggingOptions = {},
): Promise<void> {
  const [user] = await allOf([
    findUserStrictly(ctx, userId),
    assertTagAccess(ctx, tag, { user: userId, force }),
  ]);
  await tagBuildDirectly(ctx, tag, build, user, { force });
}

/**
 * Puts a build into a tag without asking whether it may. With force a build that is there already comes to the top.
 * Throws TagError `build <nvr> not complete: state <state>` and `build <nvr> already tagged (<tag>)`.
 */
export async function tagBuildDirectly(
  ctx: Context,
  tag: TagInfo,
  build: Build | TaggedBuild,
  user: UserRecord,
  { force = false }: { readonly force?: boolean } = {},
): Promise<void> {
  await announceTagging(ctx, 'Tag', { tag, build, user, force }, async () => {
    const nvr = `${build.name}-${build.version}-${build.release}`;
    if (build.state !== BUILD_STATES.COMPLETE) {
      throw new TagError(`build ${nvr} not complete: state ${stateName(BUILD_STATES, build.state)}`);
    }
    const listed = await ctx.db.lockRows(sql`
      SELECT build_id FROM tag_listing
      WHERE active IS TRUE AND tag_id = ${tag.id} AND build_id = ${build.id}`);
    if (listed.length > 0) {
      if (!force) throw new TagError(`build ${nvr} already tagged (${tag.name})`);
      const where = sql`tag_id = ${tag.id} AND build_id = ${build.id}`;
      await revoke(ctx, 'tag_listing', where, { user: user.id });
    }
    await insertVersioned(ctx, 'tag_listing', { tag_id: tag.id, build_id: build.id }, { user: user.id });
    await ctx.policy.record('tag', { build, tag });
  });
}
