import { hubCall, type ListedTask, type Plain, TASK_STATES, type TaskFilter } from '@kojikit/protocol';
import type { Visitor } from '../../hub/visitor.js';
import { rowsText } from '../../live/list-news.js';

export interface Summary {
  readonly mine: readonly Plain<ListedTask>[] | undefined;
  readonly active: readonly Plain<ListedTask>[];
  readonly ended: readonly Plain<ListedTask>[];
}

const { FREE, OPEN, ASSIGNED, CLOSED, CANCELED, FAILED } = TASK_STATES;
const askNewest = (opts: TaskFilter) =>
  hubCall('listTasks', {
    opts: { ...opts, parent: null, decode: true },
    queryOpts: { limit: 10, order: '-id' },
  });

/** What changes when tasks come or go in one of the lists. */
export function rowsOf({ mine, active, ended }: Summary): string {
  return rowsText(...[mine, active, ended].flatMap((tasks = []) => ['', ...tasks.map(({ id }) => id)]));
}

/** The newest tasks of all, and of the visitor. */
export async function readSummary(visitor: Visitor): Promise<Summary> {
  const { active, ended } = await visitor.all({
    active: askNewest({ state: [FREE, OPEN, ASSIGNED] }),
    ended: askNewest({ state: [CLOSED, CANCELED, FAILED] }),
  });
  const user = await visitor.user();
  const mine = user && (await visitor.one(askNewest({ owner: user.id })));
  return {
    mine: mine?.value(),
    active: active.value(),
    ended: ended.value(),
  };
}
