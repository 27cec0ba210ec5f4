import sql from 'sql-template-tag';
import { ActionNotAllowed, BUILD_STATES } from '@kojikit/protocol';
import type { BuildRef } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { cancelTree } from '../tasks/index.js';
import { announceBuildChange } from './change-build-state.js';
import { findBuild, getBuild } from './find-build.js';

export interface CancelOptions {
  /** Cancel the build's task with all of its family too. False where the task is what cancels the build. Default: true. */
  readonly cancelTask?: boolean;
}

/**
 * {@link cancelBuild} for its owner and for admins. Throws ActionNotAllowed `Cannot cancel build, not owner`.
 * @param options.strict throw when there is no such build; otherwise the answer is false.
 */
export async function cancelOwnBuild(
  ctx: Context,
  info: BuildRef,
  options: { readonly strict: boolean },
): Promise<boolean> {
  const build = await findBuild(ctx, info, options);
  if (build === undefined) return false;
  if (build.owner_id !== ctx.session.userId && !(await ctx.session.hasPermission('admin'))) {
    throw new ActionNotAllowed('Cannot cancel build, not owner');
  }
  return cancelBuild(ctx, build.id);
}

/**
 * Cancels a build in progress, whoever asks, and tells who wants to know. Returns false when it is in progress no more.
 */
export async function cancelBuild(
  ctx: Context,
  buildId: number,
  { cancelTask = true }: CancelOptions = {},
): Promise<boolean> {
  const build = await getBuild(ctx, buildId);
  if (build.state !== BUILD_STATES.BUILDING) return false;
  const change = { attribute: 'state', old: build.state, new: BUILD_STATES.CANCELED };
  await announceBuildChange(ctx, change, build, async () => {
    const { CANCELED: state, BUILDING } = BUILD_STATES;
    const values = { state, completion_time: ctx.db.dialect.now() };
    await ctx.db.update('build', values, sql`id = ${buildId} AND state = ${BUILDING}`);
    const canceled = await getBuild(ctx, buildId);
    if (canceled.task_id !== null) {
      await ctx.emit('kojikitBuildEnded', { build: canceled, taskId: canceled.task_id });
      if (cancelTask) await cancelTree(ctx, canceled.task_id, { strict: false });
    }
    await ctx.db.delete('build_reservations', sql`build_id = ${buildId}`);
    return canceled;
  });
  return true;
}

/** Cancels the builds in progress that a task makes: for tasks that are cancelled themselves. */
export async function cancelBuildsOfTask(ctx: Context, taskId: number): Promise<void> {
  const builds = await ctx.db.column<number>(
    sql`SELECT id FROM build WHERE task_id = ${taskId} AND state = ${BUILD_STATES.BUILDING} ORDER BY id`,
  );
  for (const id of builds) await cancelBuild(ctx, id, { cancelTask: false });
}
