import sql, { type Sql } from 'sql-template-tag';
import { double, GenericError, TASK_STATES } from '@kojikit/protocol';
import { withRead } from '../db/object-rows.js';
import { perDialect } from '../db/per-dialect.js';
import { readRows, sortedColumns, type Listing } from '../query/listing.js';
import type { Context } from '../ground/context.js';
import { decodeRequest } from './task-document.js';
import type { TaskInfo } from './types.js';

/** The columns of a task on the wire. */
export const taskColumns = perDialect((dialect): Readonly<Record<string, Sql>> => ({
  id: sql`task.id`,
  state: sql`task.state`,
  create_time: sql`task.create_time`,
  create_ts: dialect.epoch(sql`task.create_time`),
  start_time: sql`task.start_time`,
  start_ts: dialect.epoch(sql`task.start_time`),
  completion_time: sql`task.completion_time`,
  completion_ts: dialect.epoch(sql`task.completion_time`),
  channel_id: sql`task.channel_id`,
  host_id: sql`task.host_id`,
  parent: sql`task.parent`,
  label: sql`task.label`,
  waiting: sql`task.waiting`,
  awaited: sql`task.awaited`,
  owner: sql`task.owner`,
  method: sql`task.method`,
  arch: sql`task.arch`,
  priority: sql`task.priority`,
  weight: sql`task.weight`,
}));

/** The columns of a task and the document of its request. */
export const taskColumnsWithRequest = perDialect((dialect) => ({
  ...taskColumns(dialect),
  request: sql`task.request`,
}));

const selected = perDialect((dialect) => sortedColumns(taskColumns(dialect)).columns);
const selectedWithRequest = perDialect((dialect) => sortedColumns(taskColumnsWithRequest(dialect)).columns);

/** Columns that go out as doubles. */
export const taskReaders = { create_ts: double, start_ts: double, completion_ts: double, weight: double };

/** {@link taskReaders}, and the parameters of the request. */
export const taskReadersWithRequest = { ...taskReaders, request: decodeRequest };

export interface ReadTaskOptions {
  /** Answer the decoded parameters too. Default: no. */
  readonly request?: boolean;
}

/** The tasks of these ids, by id. Those that do not exist are left out. */
export async function readTasks(
  ctx: Context,
  ids: readonly number[],
  options: ReadTaskOptions = {},
): Promise<Map<number, TaskInfo>> {
  const tasks = await select(ctx, ctx.db.dialect.isIn(sql`task.id`, ids), options);
  return new Map(tasks.map((task) => [task.id, task]));
}

/** The task of this id, or undefined. */
export async function findTask(
  ctx: Context,
  id: number,
  options: ReadTaskOptions = {},
): Promise<TaskInfo | undefined> {
  const [task] = await select(ctx, sql`task.id = ${id}`, options);
  return task;
}

/** {@link findTask}; throws GenericError `query returned no rows` when there is none, as Koji does. */
export async function getTask(ctx: Context, id: number, options: ReadTaskOptions = {}): Promise<TaskInfo> {
  const task = await findTask(ctx, id, options);
  if (task === undefined) throw new GenericError('query returned no rows');
  return task;
}

/** A task with its request as it is stored. */
export type TaskRow = Omit<TaskInfo, 'request'> & { readonly request: string };

/**
 * The tasks of these ids, locked until the transaction ends, in the order of their ids, so that two who lock several do not
 * wait for each other.
 */
export async function lockTaskRows(ctx: Context, ids: readonly number[]): Promise<TaskRow[]> {
  const rows = await ctx.db.lockRows<TaskRow>(sql`
    SELECT ${selectedWithRequest(ctx.db.dialect)} FROM task WHERE ${ctx.db.dialect.isIn(sql`id`, ids)} ORDER BY id`);
  return rows.map((row) => withRead(row, taskReaders));
}

/** A task with its request, locked until the transaction ends, or undefined. */
export async function lockTask(ctx: Context, id: number): Promise<TaskInfo | undefined> {
  const [row] = await lockTaskRows(ctx, [id]);
  return row && withParameters(row);
}

/** A task whose request was stored as these parameters. */
export function withParameters(row: TaskRow): TaskInfo {
  return { ...row, request: decodeRequest(row.request) };
}

/** Changes a task and returns it as it is then, without its request, in one statement. */
export async function updateTask(ctx: Context, id: number, set: Sql): Promise<TaskInfo | undefined> {
  const [row] = await ctx.db.write<TaskInfo>(
    sql`UPDATE task SET ${set} WHERE id = ${id} RETURNING ${selected(ctx.db.dialect)}`,
  );
  return row && withRead(row, taskReaders);
}

/**
 * Changes a task if it meets a condition, and returns it as it is then, its request as it is stored, with the host whose task
 * waits for it, in one statement.
 */
export async function updateTaskIf(
  ctx: Context,
  condition: Sql,
  set: Sql,
): Promise<{ row: TaskRow; waitingHost: number | null } | undefined> {
  const [found] = await ctx.db.write<TaskRow & { waiting_host: number | null }>(sql`
    UPDATE task SET ${set} WHERE ${condition}
    RETURNING ${selectedWithRequest(ctx.db.dialect)},
              (SELECT above.host_id FROM task AS above WHERE above.id = task.parent AND above.waiting IS TRUE) AS waiting_host`);
  if (found === undefined) return undefined;
  const { waiting_host: waitingHost, ...row } = found;
  return { row: withRead(row, taskReaders), waitingHost };
}

/** The tasks whose parent this is, by id. */
export function readChildren(ctx: Context, id: number, options: ReadTaskOptions = {}): Promise<TaskInfo[]> {
  return select(ctx, sql`task.parent = ${id}`, options);
}

/** The tasks of a method that a builder works on, with their parameters. */
export function readOpenTasks(ctx: Context, hostId: number, method: string): Promise<TaskInfo[]> {
  const where = sql`task.host_id = ${hostId} AND task.state = ${TASK_STATES.OPEN} AND task.method = ${method}`;
  return select(ctx, where, { request: true });
}

/** The children of the task and of every task below it, by the id of their parent. One query. */
export async function readDescendants(
  ctx: Context,
  id: number,
  options: ReadTaskOptions = {},
): Promise<Record<string, TaskInfo[]>> {
  const below = sql`task.id IN (WITH RECURSIVE below (id) AS (
      SELECT id FROM task WHERE parent = ${id}
      UNION SELECT task.id FROM task JOIN below ON task.parent = below.id)
    SELECT id FROM below)`;
  const found = await select(ctx, below, options);
  const byParent: Record<string, TaskInfo[]> = { [id]: [] };
  for (const task of found) byParent[task.id] = [];
  for (const task of found) byParent[String(task.parent)]?.push(task);
  return byParent;
}

/** The state of a task. Throws GenericError `query returned no rows` when there is none. */
export async function taskState(ctx: Context, id: number): Promise<number> {
  const state = await ctx.db.value<number>(sql`SELECT state FROM task WHERE id = ${id}`);
  if (state === undefined) throw new GenericError('query returned no rows');
  return state;
}

async function select(ctx: Context, where: Sql, { request }: ReadTaskOptions): Promise<TaskInfo[]> {
  const listing: Listing = {
    columns: (request ? taskColumnsWithRequest : taskColumns)(ctx.db.dialect),
    from: sql`task`,
    where: [where],
    readers: request ? taskReadersWithRequest : taskReaders,
  };
  return readRows<TaskInfo>(ctx.db, listing, { order: 'id' });
}
