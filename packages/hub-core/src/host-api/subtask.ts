import sql from 'sql-template-tag';
import { ActionNotAllowed, withKeywords } from '@kojikit/protocol';
import { expectStruct, toInteger } from '../rpc/convert.js';
import type { Context } from '../rpc/context.js';
import { assertWorksOnTask, makeTask } from '../tasks/index.js';

export interface Subtask {
  readonly parent: unknown;
  readonly method: unknown;
  readonly parameters: unknown;
  /** As for a new task; `kwargs` holds further parameters by name. */
  readonly options: Readonly<Record<string, unknown>>;
}

/**
 * Makes a task below one that the host works on and answers its id. When there is one with the same label already, that
 * is the answer: a builder that runs a task again finds its subtasks. Throws ActionNotAllowed
 * `host <id> does not own task <id>` and `The owner option is not allowed here`.
 */
export async function makeSubtask(ctx: Context, hostId: number, wanted: Subtask): Promise<number> {
  const parent = toInteger(wanted.parent);
  await assertWorksOnTask(ctx, parent, hostId);
  const { kwargs, ...options } = wanted.options;
  if ('owner' in options) throw new ActionNotAllowed('The owner option is not allowed here');
  if ('label' in options) {
    const known = await ctx.db.value<number>(
      sql`SELECT id FROM task WHERE parent = ${parent} AND label = ${options['label']}`,
    );
    if (known !== undefined) return known;
  }
  const { parameters } = wanted;
  const all =
    kwargs === undefined || !Array.isArray(parameters)
      ? parameters
      : withKeywords(parameters, expectStruct(kwargs));
  return makeTask(ctx, wanted.method, all, { ...options, parent });
}
