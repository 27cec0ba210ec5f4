import { TASK_STATES } from '@kojikit/protocol';
import { ask } from '../../hub/connection.js';
import type { TaskRow } from '../../hub/rows.js';
import type { Visitor } from '../../hub/visitor.js';

export interface Summary {
  readonly mine: readonly TaskRow[] | undefined;
  readonly active: readonly TaskRow[];
  readonly ended: readonly TaskRow[];
}

const { FREE, OPEN, ASSIGNED, CLOSED, CANCELED, FAILED } = TASK_STATES;
const newest = { limit: 10, order: '-id' };

/** The newest tasks of all, and of the visitor. */
export async function readSummary(visitor: Visitor): Promise<Summary> {
  const { active, ended } = await visitor.all({
    active: ask('listTasks', { state: [FREE, OPEN, ASSIGNED], parent: null, decode: true }, newest),
    ended: ask('listTasks', { state: [CLOSED, CANCELED, FAILED], parent: null, decode: true }, newest),
  });
  const user = await visitor.user();
  const mine =
    user && (await visitor.one(ask('listTasks', { owner: user.id, parent: null, decode: true }, newest)));
  return {
    mine: mine?.value<TaskRow[]>(),
    active: active.value<TaskRow[]>(),
    ended: ended.value<TaskRow[]>(),
  };
}
