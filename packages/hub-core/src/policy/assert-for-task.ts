import sql from 'sql-template-tag';
import { TASK_STATES } from '@kojikit/protocol';
import { callingHost } from '../auth/index.js';
import type { Context } from '../ground/context.js';
import type { CheckOptions, PolicyData } from '../ground/policies.js';
import { buildTask } from './readers/decided-about.js';

/**
 * Asserts a policy for a builder, which asks before it goes on with a build. What allows it is kept with the task, for the
 * page of the build that comes of it. Throws as `assert` of the policies does.
 */
export async function assertForTask(
  ctx: Context,
  name: string,
  data: PolicyData,
  options: CheckOptions,
): Promise<void> {
  await ctx.policy.assert(name, data, options);
  const task = buildTask(data);
  if (task === undefined) return;
  const own = await ctx.db.value<number>(sql`
    SELECT id FROM task
    WHERE id = ${task} AND host_id = ${await callingHost(ctx.session)} AND state = ${TASK_STATES.OPEN}`);
  if (own !== undefined) await ctx.policy.record(name, { task });
}
