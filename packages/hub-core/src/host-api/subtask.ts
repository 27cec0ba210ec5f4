import sql from 'sql-template-tag';
import { withKeywords } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import { lockWorkedOnTask, makeTask } from '../tasks/index.js';
import type { SubtaskOptions } from './readers/subtask.js';

export interface Subtask {
  readonly parent: number;
  readonly method: string;
  readonly parameters: readonly unknown[];
  readonly options: SubtaskOptions;
}

/**
 * Makes a task below one that the host works on and returns its id. When there is one with the same label already, that
 * is the answer: a builder that runs a task again finds its subtasks. Throws ActionNotAllowed
 * `host <id> does not own task <id>`.
 */
export async function makeSubtask(ctx: Context, hostId: number, wanted: Subtask): Promise<number> {
  const { parent, method, parameters } = wanted;
  const { task, keywords } = wanted.options;
  const above = await lockWorkedOnTask(ctx, parent, hostId);
  if (task.label !== undefined) {
    const known = await ctx.db.value<number>(
      sql`SELECT id FROM task WHERE parent = ${parent} AND label = ${task.label}`,
    );
    if (known !== undefined) return known;
  }
  return makeTask(ctx, method, withKeywords(parameters, keywords), { ...task, parent }, above);
}
