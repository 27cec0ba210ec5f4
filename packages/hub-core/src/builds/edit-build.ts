import sql from 'sql-template-tag';
import { double } from '@kojikit/protocol';
import type { BuildRef, UserRef } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { findUserStrictly } from '../users/index.js';
import { announceBuildChange } from './change-build-state.js';
import { getBuild } from './find-build.js';

/** Gives a build another owner; null: the caller. */
export async function setBuildOwner(ctx: Context, info: BuildRef, user: UserRef | null): Promise<void> {
  const build = await getBuild(ctx, info);
  const owner = (await findUserStrictly(ctx, user)).id;
  const change = { attribute: 'owner_id', old: build.owner_id, new: owner };
  await announceBuildChange(ctx, change, build, async () => {
    await ctx.db.update('build', { owner }, sql`id = ${build.id}`);
    return build;
  });
}

/** Sets when a build was completed, in seconds since 1970. */
export async function setBuildTimestamp(ctx: Context, info: BuildRef, seconds: number): Promise<void> {
  const build = await getBuild(ctx, info);
  const change = { attribute: 'completion_ts', old: build.completion_ts, new: double(seconds) };
  await announceBuildChange(ctx, change, build, async () => {
    await ctx.db.update('build', { completion_time: ctx.db.dialect.moment(seconds) }, sql`id = ${build.id}`);
    return getBuild(ctx, build.id);
  });
}
