import sql, { empty, type Sql } from 'sql-template-tag';
import type { Double } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import { updateTaskIf, withParameters } from './read-tasks.js';
import type { TaskInfo } from './types.js';

/** What a task is like that has not ended, as far as a change depends on it and tells of it. */
export interface Expected {
  readonly state: number;
  /** Who has the task. */
  readonly host_id: number;
  readonly weight?: Double;
}

/** A task before and after its change. */
export interface Changed {
  readonly before: TaskInfo;
  /** Without its request, which never changes. */
  readonly task: TaskInfo;
  /** As it is stored. */
  readonly request: string;
  /** The host whose task waits for this one, or null. */
  readonly waitingHost: number | null;
}

/**
 * Changes a task in one statement if it is as expected, where it would else be locked and read before: what builders do with
 * their tasks they nearly always do in turn. Returns undefined when nothing was changed, since the task is another than
 * expected, or somebody wants to hear of the change before it comes about: then it has to be looked at. Checks no permission.
 */
export async function changeExpected(
  ctx: Context,
  id: number,
  expected: Expected,
  set: Sql,
): Promise<Changed | undefined> {
  if (ctx.hears('preTaskStateChange')) return undefined;
  const { state, host_id: host, weight } = expected;
  const weighs = weight === undefined ? empty : sql` AND weight = ${weight.value}`;
  const where = sql`id = ${id} AND state = ${state} AND host_id = ${host} AND completion_time IS NULL${weighs}`;
  const changed = await updateTaskIf(ctx, where, set);
  if (changed === undefined) return undefined;
  const { row, waitingHost } = changed;
  const { request, ...task } = row;
  const before = { ...withParameters(row), ...expected, completion_time: null, completion_ts: null };
  return { before, task, request, waitingHost };
}
