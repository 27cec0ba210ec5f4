import sql, { type Sql } from 'sql-template-tag';
import { FINISHED_TASK_STATES, GenericError, isFault, isFinished, TASK_STATES } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import { inState } from '../query/in-states.js';
import { outcomeValue, readOutcomes } from './task-result.js';

/**
 * Notes that a task waits for its subtasks: all (null) or these. An empty list marks the task alone.
 */
export async function setWait(ctx: Context, parent: number, tasks: readonly number[] | null): Promise<void> {
  // A waiting task puts no load on its host.
  ctx.afterCommit(() => ctx.signals.announce('job:scheduler'));
  if (tasks === null) {
    return markTree(ctx, parent, { waiting: true, awaited: sql`TRUE`, which: sql`TRUE` });
  }
  if (tasks.length === 0) {
    await ctx.db.update('task', { waiting: true }, sql`id = ${parent}`);
    return;
  }
  const named = ctx.db.dialect.isIn(sql`id`, tasks);
  await markTree(ctx, parent, { waiting: true, awaited: named, which: sql`(${named} OR awaited IS TRUE)` });
}

interface Mark {
  /** Whether the task waits. */
  readonly waiting: boolean;
  /** Whether it waits for a subtask. */
  readonly awaited: Sql;
  /** The subtasks that are marked. */
  readonly which: Sql;
}

/* Marks a task and subtasks of its in one statement. */
async function markTree(ctx: Context, parent: number, { waiting, awaited, which }: Mark): Promise<void> {
  const marked = inOrder(ctx, sql`id = ${parent} OR (parent = ${parent} AND ${which})`);
  await ctx.db.run(sql`
    UPDATE task SET waiting = CASE WHEN id = ${parent} THEN ${waiting} ELSE waiting END,
           awaited = CASE WHEN id = ${parent} THEN awaited ELSE ${awaited} END
     WHERE ${marked}`);
}

/** Which of the awaited subtasks have ended and which not. Those that have are awaited no longer. */
export async function takeFinished(
  ctx: Context,
  parent: number,
): Promise<[finished: number[], unfinished: number[]]> {
  const rows = await ctx.db.all<{ id: number; state: number }>(
    sql`SELECT id, state FROM task WHERE parent = ${parent} AND awaited IS TRUE ORDER BY id`,
  );
  const finished = rows.filter((row) => isFinished(row.state)).map((row) => row.id);
  const unfinished = rows.filter((row) => !isFinished(row.state)).map((row) => row.id);
  if (finished.length > 0) {
    await ctx.db.update('task', { awaited: false }, inOrder(ctx, ctx.db.dialect.isIn(sql`id`, finished)));
  }
  return [finished, unfinished];
}

/**
 * Ends a task's waiting and returns the results of these subtasks, or of all that have ended (null). A fault is thrown,
 * except those of tasks in `canFail`: they are answered as values.
 */
export async function takeResults(
  ctx: Context,
  parent: number,
  wanted: readonly number[] | null,
  canFail: readonly number[],
): Promise<[task: number, result: unknown][]> {
  await markTree(ctx, parent, {
    waiting: false,
    awaited: sql`FALSE`,
    which: sql`awaited IS NOT FALSE`,
  });
  const ids = wanted ?? (await finishedChildren(ctx, parent));
  const tolerated = new Set(canFail);
  const outcomes = await readOutcomes(ctx, ids);
  return ids.map((id) => {
    const outcome = outcomes.get(id);
    const mayFail = tolerated.has(id);
    try {
      return [id, outcomeValue(id, outcome, !mayFail)];
    } catch (error) {
      const canceled = outcome?.state === TASK_STATES.CANCELED && isFault(error, 'GenericError');
      if (!mayFail || !canceled) throw error;
      return [id, { faultCode: new GenericError('').code, faultString: error.message }];
    }
  });
}

/** The open tasks among a host's that wait for subtasks of which one has ended. */
export function alertedTasks(ctx: Context, hostId: number): Promise<number[]> {
  return ctx.db.column<number>(sql`
    SELECT id FROM task WHERE host_id = ${hostId} AND ${inState(TASK_STATES.OPEN)} AND ${isAlerted(ctx)}`);
}

/** The condition for a task that waits for subtasks of which one has ended. */
export function isAlerted(ctx: Context): Sql {
  return sql`(task.waiting IS TRUE
    AND EXISTS (SELECT 1 FROM task AS child WHERE child.parent = task.id AND child.awaited IS TRUE
                   AND ${ctx.db.dialect.isIn(sql`child.state`, FINISHED_TASK_STATES)}))`;
}

/* The tasks that a condition finds, locked in the order of their ids as the scheduler locks them: they would wait for each other. */
function inOrder(ctx: Context, condition: Sql): Sql {
  return sql`id IN (${ctx.db.dialect.forUpdate(sql`SELECT id FROM task WHERE ${condition} ORDER BY id`)})`;
}

function finishedChildren(ctx: Context, parent: number): Promise<number[]> {
  const { dialect } = ctx.db;
  return ctx.db.column<number>(
    sql`SELECT id FROM task WHERE parent = ${parent} AND ${dialect.isIn(sql`state`, FINISHED_TASK_STATES)} ORDER BY id`,
  );
}
