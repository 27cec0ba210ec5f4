import sql from 'sql-template-tag';
import type { AnnouncedBuild, Build, BuildState } from '@kojikit/protocol';
import type { Row } from '../db/database.js';
import type { Context } from '../ground/context.js';
import { getBuild } from './find-build.js';

/** What changes of a build: the attribute's name as handlers see it, its old and its new value. */
export interface BuildChange {
  readonly attribute: string;
  readonly old: unknown;
  readonly new: unknown;
}

/**
 * Changes a build between the events `preBuildStateChange` and `postBuildStateChange`.
 * @param info what handlers see before the change.
 * @param write does it and returns what handlers see after the change.
 */
export async function announceBuildChange<After extends AnnouncedBuild>(
  ctx: Context,
  change: BuildChange,
  info: AnnouncedBuild,
  write: () => Promise<After>,
): Promise<After> {
  await ctx.emit('preBuildStateChange', { ...change, info });
  const after = await write();
  await ctx.emit('postBuildStateChange', { ...change, info: after });
  ctx.afterCommit(() => ctx.signals.changed('build'));
  return after;
}

/**
 * Brings a build into another state, with its events, and returns it as it is then. Nothing is asked of the old state.
 * @param values further columns to set. `completion_time` is the caller's business: the database wants one in every
 * state but BUILDING.
 */
export async function changeBuildState(
  ctx: Context,
  build: Build,
  state: BuildState,
  values: Row = {},
): Promise<Build> {
  return announceBuildChange(ctx, { attribute: 'state', old: build.state, new: state }, build, async () => {
    await ctx.db.update('build', { ...values, state }, sql`id = ${build.id}`);
    return getBuild(ctx, build.id);
  });
}
