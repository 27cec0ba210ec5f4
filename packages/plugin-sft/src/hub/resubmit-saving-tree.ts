import sql from 'sql-template-tag';
import { PreBuildError, TASK_STATES } from '@kojikit/protocol';
import type { Context } from '@kojikit/hub-core/plugin';
import { configOf, includesMethod } from './config.js';
import { wishTree } from './tree-wishes.js';

/**
 * Makes a new task like a failed or canceled one, whose build roots are saved when it fails, too. Returns its id. What
 * resubmitTask refuses is refused with its texts. Throws PreBuildError when no task that failed there has a build root
 * that may be saved: the new task would fail in the same place.
 */
export async function resubmitSavingTree(
  ctx: Context,
  taskId: number,
  full: boolean | null,
): Promise<number> {
  // First, since it says who may; what it has made is undone when what follows refuses.
  const again = await ctx.call('resubmitTask', { taskID: taskId });
  const methods = await savableFailures(ctx, taskId);
  if (methods.length === 0) {
    const { allowed_methods: allowed } = configOf(ctx).permissions;
    const which = allowed === '*' ? 'failed tasks' : `${allowed.join(', ')} tasks`;
    throw new PreBuildError(
      `Only build roots of ${which} can be saved, and with task ${taskId} none of them failed.`,
    );
  }
  await wishTree(ctx, again, full);
  return again;
}

/** The methods of the tasks at and below a task that failed with a build root which may be saved. */
export async function savableFailures(ctx: Context, taskId: number): Promise<string[]> {
  const methods = await ctx.db.column<string>(sql`
    WITH RECURSIVE below (id) AS (
      SELECT id FROM task WHERE id = ${taskId}
      UNION SELECT task.id FROM task JOIN below ON task.parent = below.id)
    SELECT DISTINCT task.method FROM below
      JOIN task ON task.id = below.id
      JOIN standard_buildroot ON standard_buildroot.task_id = task.id
     WHERE task.state = ${TASK_STATES.FAILED}`);
  const { allowed_methods: allowed } = configOf(ctx).permissions;
  return methods.filter((method) => includesMethod(allowed, method));
}
