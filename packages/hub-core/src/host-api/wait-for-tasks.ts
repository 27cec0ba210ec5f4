import sql from 'sql-template-tag';
import { TASK_STATES } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import { readAssignedTasks } from '../scheduler/index.js';
import { inState } from '../query/in-states.js';
import { alertedTasks, waitForNews } from '../tasks/index.js';

/**
 * Waits until there is news for a host, at most `timeout` seconds, and returns whether there is: a task that it was
 * given, a subtask that one of its tasks waits for has ended, or a task of its was canceled or taken away meanwhile.
 */
export async function waitForTasks(ctx: Context, hostId: number, timeout: number): Promise<boolean> {
  const had = await ctx.db.column<number>(
    sql`SELECT id FROM task WHERE host_id = ${hostId} AND ${inState(TASK_STATES.OPEN)}`,
  );
  return waitForNews(
    ctx,
    [`host:${hostId}`],
    timeout,
    async () =>
      (await readAssignedTasks(ctx, hostId)).length > 0 ||
      (await alertedTasks(ctx, hostId)).length > 0 ||
      (await anyLost(ctx, hostId, had)),
  );
}

async function anyLost(ctx: Context, hostId: number, had: readonly number[]): Promise<boolean> {
  if (had.length === 0) return false;
  const { CANCELED, FREE, ASSIGNED } = TASK_STATES;
  const lost = await ctx.db.value(sql`
    SELECT 1 FROM task WHERE ${ctx.db.dialect.isIn(sql`id`, had)}
       AND (state IN (${CANCELED}, ${FREE}, ${ASSIGNED}) OR host_id <> ${hostId}) LIMIT 1`);
  return lost !== undefined;
}
