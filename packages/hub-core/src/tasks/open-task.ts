import sql from 'sql-template-tag';
import { GenericError, TASK_STATES } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import { changeExpected } from './change-expected.js';
import { lockTaskRows, updateTask, withParameters } from './read-tasks.js';
import { announceAfter, announceBefore } from './state-change.js';
import { claimOf } from './task-claim.js';
import { documentOf } from './task-document.js';
import type { TaskInfo } from './types.js';

/** A task as its builder gets it: the request is still a document. */
export type OpenedTask = Omit<TaskInfo, 'request'> & { request: string };

/**
 * Opens a task for a host that is about to work on it; undefined when it is not the host's to open. Checks no permission.
 * Throws GenericError `query returned no rows` for an unknown task.
 */
export async function openTask(ctx: Context, id: number, hostId: number): Promise<OpenedTask | undefined> {
  const { ASSIGNED, OPEN } = TASK_STATES;
  const { dialect } = ctx.db;
  const changes = { state: OPEN, host_id: hostId };
  const set = sql`state = ${OPEN}, host_id = ${hostId}, start_time = ${dialect.now()}`;
  const opened = await changeExpected(ctx, id, { state: ASSIGNED, host_id: hostId }, set);
  if (opened !== undefined) {
    const { before, task, request } = opened;
    await announceAfter(ctx, before, changes, { task });
    return { ...task, request: documentOf(request) };
  }
  const [row] = await lockTaskRows(ctx, [id]);
  if (row === undefined) throw new GenericError('query returned no rows');
  const info = withParameters(row);
  await announceBefore(ctx, info, changes);
  if (claimOf(ctx, row, hostId, OPEN) !== 'free') return undefined;
  const task = await updateTask(ctx, id, set);
  await announceAfter(ctx, info, changes, { task });
  return task && { ...task, request: documentOf(row.request) };
}
