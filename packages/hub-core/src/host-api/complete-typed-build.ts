import sql from 'sql-template-tag';
import { BUILD_STATES, GenericError, stateName, type Build } from '@kojikit/protocol';
import { getBuildroot } from '../buildroots/index.js';
import { changeBuildState, getBuild } from '../builds/index.js';
import type { Context } from '../ground/context.js';
import { removeLeftovers } from '../imports/index.js';
import { policyDataOfTask } from '../tasks/index.js';
import { checkVolumePolicy, placeVolumeLink } from '../volumes/index.js';

/** A build that a task has made, and its type. */
export interface TypedBuild {
  readonly taskId: number;
  readonly buildId: number;
  readonly type: 'maven' | 'win' | 'image';
}

/**
 * Completes a build in progress of another type than RPM: brings it to the volume that the policy `volume` has for it,
 * fills it, and changes its state. Checks no permission: who calls has to see that `taskId` is the caller's.
 * Throws GenericError `Unable to complete build: …` for the build of another task and for one that is in progress no more.
 * @param fill imports what the task has made.
 */
export async function completeTypedBuild(
  ctx: Context,
  { taskId, buildId, type }: TypedBuild,
  fill: (build: Build) => Promise<void>,
): Promise<Build> {
  const found = await lockInProgress(ctx, taskId, buildId);
  const volume = await checkVolumePolicy(
    ctx,
    {
      build: found,
      package: found.name,
      import: true,
      import_type: type,
      ...(await policyDataOfTask(ctx, taskId)),
    },
    { default: 'DEFAULT' },
  );
  await ctx.db.update('build', { volume_id: volume?.id ?? 0 }, sql`id = ${buildId}`);
  const build = await getBuild(ctx, buildId);
  await removeLeftovers(ctx, build);
  await fill(build);
  await placeVolumeLink(ctx, build);
  const values = { completion_time: ctx.db.dialect.now() };
  const complete = await changeBuildState(ctx, build, BUILD_STATES.COMPLETE, values);
  await ctx.emit('kojikitBuildEnded', { build: complete, taskId });
  return complete;
}

/**
 * The build of a task, which nobody else completes, cancels or fills until the transaction ends. Throws GenericError
 * `No such build: <id>`, and as {@link completeTypedBuild}.
 */
export async function lockInProgress(ctx: Context, taskId: number, buildId: number): Promise<Build> {
  await ctx.db.lockRows(sql`SELECT id FROM build WHERE id = ${buildId}`);
  const build = await getBuild(ctx, buildId);
  if (build.task_id !== taskId) {
    const values = `build: ${build.task_id ?? 'None'}, task: ${taskId}`;
    throw new GenericError(`Unable to complete build: task_id mismatch (${values})`);
  }
  if (build.state !== BUILD_STATES.BUILDING) {
    throw new GenericError(`Unable to complete build: state is ${stateName(BUILD_STATES, build.state)}`);
  }
  return build;
}

/** Throws GenericError `No such buildroot: <id>` unless nil was given. */
export async function assertBuildroot(ctx: Context, id: number | null): Promise<void> {
  if (id !== null) await getBuildroot(ctx, id);
}
