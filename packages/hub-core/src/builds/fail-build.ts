import sql from 'sql-template-tag';
import { BUILD_STATES, GenericError, stateName, type Build } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import { announceBuildChange } from './change-build-state.js';
import { getBuild } from './find-build.js';

/**
 * Says that a build in progress has failed, for the task that makes it, and returns it as it is then. Who wants to know
 * is told. Checks no permission: who calls has to see that `taskId` is the caller's.
 * Throws GenericError `cannot update build <id>, state: <state>`, and for the build of another task.
 */
export async function failBuild(ctx: Context, taskId: number, buildId: number): Promise<Build> {
  const build = await getBuild(ctx, buildId);
  if (build.task_id !== taskId) {
    const owner = build.task_id === null ? 'no task' : `task ${build.task_id}`;
    throw new GenericError(`cannot update build ${buildId} for task ${taskId}: it is of ${owner}`);
  }
  const { BUILDING, FAILED } = BUILD_STATES;
  const change = { attribute: 'state', old: build.state, new: FAILED };
  const failed = await announceBuildChange(ctx, change, build, async () => {
    const [row] = await ctx.db.lockRows<{ state: number; completion_time: string | null }>(
      sql`SELECT state, completion_time FROM build WHERE id = ${buildId}`,
    );
    const state = row?.state ?? build.state;
    if (state !== BUILDING) {
      throw new GenericError(`cannot update build ${buildId}, state: ${stateName(BUILD_STATES, state)}`);
    }
    const values = { state: FAILED, completion_time: ctx.db.dialect.now() };
    await ctx.db.update('build', values, sql`id = ${buildId}`);
    return getBuild(ctx, buildId);
  });
  await ctx.emit('kojikitBuildEnded', { build: failed, taskId });
  return failed;
}
