import sql, { type Sql } from 'sql-template-tag';
import { GenericError, TASK_STATES } from '@kojikit/protocol';
import type { Dialect } from '../db/database.js';
import type { Context } from '../ground/context.js';
import { lockTaskRows, readTasks, withParameters } from './read-tasks.js';
import { announceAfter, announceBefore } from './state-change.js';
import { claimOf } from './task-claim.js';

/** A task and the host that it is for. */
export interface Assignment {
  readonly taskId: number;
  readonly hostId: number;
}

/** The assignments as a table `given` with the columns `task_id`, `host_id` and `place`, which counts them in their order. */
export function assignmentTable(dialect: Dialect, assignments: readonly Assignment[]): Sql {
  const hosts = dialect.listed(assignments.map(({ hostId }) => hostId));
  return sql`(SELECT listed.value AS task_id, host.value AS host_id, listed.place AS place
      FROM ${dialect.listed(assignments.map(({ taskId }) => taskId))}
      JOIN (SELECT value, place FROM ${hosts}) AS host ON host.place = listed.place) AS given`;
}

/**
 * Gives tasks to hosts, in as many statements for many as for one. Returns the assignments of tasks that their hosts have
 * now: not of those that somebody else has or that are finished, unless `force`. Checks no permission. Throws GenericError
 * `query returned no rows` for an unknown task.
 * @param assignments each of another task.
 */
export async function assignTasks(
  ctx: Context,
  assignments: readonly Assignment[],
  { force = false }: { readonly force?: boolean } = {},
): Promise<readonly Assignment[]> {
  const ids = assignments.map(({ taskId }) => taskId);
  const tasks = new Map((await lockTaskRows(ctx, ids)).map((row) => [row.id, withParameters(row)]));
  const changes = ({ hostId }: Assignment) => ({ state: TASK_STATES.ASSIGNED, host_id: hostId });
  const claimed = assignments.map((assignment) => {
    const task = tasks.get(assignment.taskId);
    if (task === undefined) throw new GenericError('query returned no rows');
    const claim = force ? 'free' : claimOf(ctx, task, assignment.hostId, TASK_STATES.ASSIGNED);
    return { assignment, task, claim };
  });
  for (const { assignment, task } of claimed) await announceBefore(ctx, task, changes(assignment));
  const free = claimed.filter(({ claim }) => claim === 'free');
  if (free.length > 0) {
    const given = assignmentTable(
      ctx.db.dialect,
      free.map(({ assignment }) => assignment),
    );
    await ctx.db.run(sql`
      UPDATE task SET state = ${TASK_STATES.ASSIGNED}, host_id = given.host_id
        FROM ${given} WHERE task.id = given.task_id`);
    const ids = free.map(({ task }) => task.id);
    const now = await readTasks(ctx, ids);
    for (const { assignment, task } of free) {
      await announceAfter(ctx, task, changes(assignment), { task: now.get(task.id) });
    }
  }
  return claimed.filter((one) => one.claim !== 'taken').map(({ assignment }) => assignment);
}
