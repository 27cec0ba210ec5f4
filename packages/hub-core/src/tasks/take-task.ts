import sql from 'sql-template-tag';
import { GenericError, TASK_STATES } from '@kojikit/protocol';
import { readRows } from '../query/listing.js';
import type { Context } from '../ground/context.js';
import { getTask, taskColumnsWithRequest, taskResult } from './read-tasks.js';
import { announceAfter, announceBefore } from './state-change.js';
import { documentOf } from './task-document.js';
import type { TaskInfo } from './types.js';

/** A task as its builder gets it: the request is still a document. */
export type OpenedTask = Omit<TaskInfo, 'request'> & { request: string };

/**
 * Gives a task to a host. Returns false when somebody else has it or it is finished, unless `force`.
 * Checks no permission. Throws GenericError `query returned no rows` for an unknown task.
 */
export function assignTask(
  ctx: Context,
  id: number,
  hostId: number,
  options: { force?: boolean } = {},
): Promise<boolean> {
  return take(ctx, id, hostId, TASK_STATES.ASSIGNED, options.force ?? false);
}

/** Opens a task for a host that is about to work on it; undefined when it is not the host's to open. */
export async function openTask(ctx: Context, id: number, hostId: number): Promise<OpenedTask | undefined> {
  if (!(await take(ctx, id, hostId, TASK_STATES.OPEN, false))) return undefined;
  const [task] = await readRows<OpenedTask>(ctx.db, {
    columns: taskColumnsWithRequest(ctx.db.dialect),
    from: sql`task`,
    where: [sql`task.id = ${id}`],
    transform: taskResult,
  });
  return task && { ...task, request: documentOf(task.request) };
}

async function take(
  ctx: Context,
  id: number,
  hostId: number,
  state: typeof TASK_STATES.ASSIGNED | typeof TASK_STATES.OPEN,
  force: boolean,
): Promise<boolean> {
  const info = await getTask(ctx, id, { request: true });
  const changes = { state, host_id: hostId };
  await announceBefore(ctx, info, changes);
  if (!force) {
    const claim = await readClaim(ctx, id, hostId, state);
    if (claim !== 'free') return claim === 'ours';
  }
  const opened = state === TASK_STATES.OPEN ? ctx.db.dialect.now() : undefined;
  await ctx.db.update('task', { state, host_id: hostId, start_time: opened }, sql`id = ${id}`);
  await announceAfter(ctx, info, changes);
  return true;
}

/* Whether the host may have the task: `ours` when it has it already and nothing is to be done. Locks the row. */
async function readClaim(
  ctx: Context,
  id: number,
  hostId: number,
  wanted: number,
): Promise<'free' | 'ours' | 'taken'> {
  const [row] = await ctx.db.lockRows<{ state: number; host_id: number | null }>(
    sql`SELECT state, host_id FROM task WHERE id = ${id}`,
  );
  if (row === undefined) throw new GenericError(`No such task: ${id}`);
  if (row.state === TASK_STATES.FREE) {
    if (row.host_id === null) return 'free';
    ctx.log.error({ task: id, host: row.host_id }, 'a free task has a host');
    return 'taken';
  }
  if (row.state !== TASK_STATES.ASSIGNED || row.host_id !== hostId) return 'taken';
  return wanted === TASK_STATES.ASSIGNED ? 'ours' : 'free';
}
