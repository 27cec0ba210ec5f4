import sql from 'sql-template-tag';
import type { Context } from '../ground/context.js';
import { assignmentTable, assignTasks, type Assignment } from '../tasks/index.js';
import { logAssignments } from './log-message.js';

export interface AssignOptions {
  /** Also tasks that are not free. */
  readonly force?: boolean;
  /** A person's decision: the scheduler will not take the tasks back. */
  readonly override?: boolean;
}

/**
 * Gives tasks to hosts and notes the runs, in as many statements for many as for one. Returns the assignments that came
 * about. Checks no permission.
 * @param assignments each of another task.
 */
export async function assign(
  ctx: Context,
  assignments: readonly Assignment[],
  { force = false, override = false }: AssignOptions = {},
): Promise<readonly Assignment[]> {
  if (assignments.length === 0) return [];
  const done = await assignTasks(ctx, assignments, { force });
  const failed = assignments.filter((assignment) => !done.includes(assignment));
  await logAssignments(ctx, 'Assignment failed', failed);
  if (done.length === 0) return [];
  await logAssignments(ctx, override ? 'Assigning task (override)' : 'Assigning task', done);
  const ids = done.map(({ taskId }) => taskId);
  const { dialect } = ctx.db;
  const active = sql`${dialect.isIn(sql`task_id`, ids)} AND active IS TRUE`;
  await ctx.db.update('scheduler_task_runs', { active: false }, active);
  if (!override) {
    await ctx.db.run(sql`
      INSERT INTO scheduler_task_runs (task_id, host_id)
      SELECT task_id, host_id FROM ${assignmentTable(dialect, done)} ORDER BY place`);
  }
  return done;
}
