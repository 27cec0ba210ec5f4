import {
  type ListedBuild,
  type ListedTask,
  type Plain,
  type SiteLoad,
  TASK_STATES,
  hubCall,
} from '@kojikit/protocol';
import type { User, Visitor } from '../../hub/visitor.js';
import { rowsText } from '../../live/list-news.js';
import { askNewest, NEWEST, type SummaryQuery } from './ask-newest.js';
import { type Own, readOwn } from './read-own.js';

/** Lists of tasks of the summary. */
export interface TaskLists {
  readonly active: readonly Plain<ListedTask>[];
  readonly failed: readonly Plain<ListedTask>[];
}

export interface Summary extends TaskLists {
  readonly builds: readonly Plain<ListedBuild>[];
  /** None where the hub does not tell it. */
  readonly load: Plain<SiteLoad> | undefined;
  readonly own: Own | undefined;
}

const BUSIEST = 12;
const { FREE, OPEN, ASSIGNED, FAILED } = TASK_STATES;

const askLists = () => ({
  active: askNewest({ state: [FREE, OPEN, ASSIGNED] }),
  failed: askNewest({ state: [FAILED] }),
});

/** What changes when tasks come or go in one of the lists. */
export function rowsOf({ active, failed }: TaskLists): string {
  return rowsText(...[active, failed].flatMap((tasks) => ['', ...tasks.map(({ id }) => id)]));
}

/** The lists of tasks by themselves: what a page that is open looks at again and again. */
export async function readLists(visitor: Visitor): Promise<TaskLists> {
  const { active, failed } = await visitor.all(askLists());
  return { active: active.value(), failed: failed.value() };
}

/** Everything that the summary shows: a round of questions, and one more of a visitor who is logged in. */
export async function readSummary(visitor: Visitor, query: SummaryQuery): Promise<Summary> {
  const { active, failed, builds, load } = await visitor.all({
    ...askLists(),
    builds: hubCall('listBuilds', { queryOpts: { limit: NEWEST, order: '-build_id' } }),
    load: hubCall('reports.getSiteLoad', { busiest: BUSIEST }),
  });
  const user: User | undefined = await visitor.user();
  return {
    active: active.value(),
    failed: failed.value(),
    builds: builds.value(),
    load: load.optional(),
    own: user && (await readOwn(visitor, user, query)),
  };
}
