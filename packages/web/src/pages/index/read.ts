import {
  type ListedBuild,
  type ListedTask,
  type Plain,
  type SiteLoad,
  TASK_STATES,
  hubCall,
} from '@kojikit/protocol';
import { isUnderWay } from '../../hub/under-way.js';
import type { User, Visitor } from '../../hub/visitor.js';
import { rowsText } from '../../live/list-news.js';
import { askBuilds, askNewest, type SummaryQuery } from './ask-newest.js';
import { askOwnNewest, type Own, type OwnNewest, readOwn } from './read-own.js';

/** What the summary lists of everybody's, the newest first. */
interface Newest {
  readonly active: readonly Plain<ListedTask>[];
  readonly failed: readonly Plain<ListedTask>[];
  readonly builds: readonly Plain<ListedBuild>[];
}

export interface Summary extends Newest {
  /** None where the hub does not tell it. */
  readonly load: Plain<SiteLoad> | undefined;
  readonly own: Own | undefined;
}

const BUSIEST = 12;
const { FREE, OPEN, ASSIGNED, FAILED } = TASK_STATES;

const askLists = () => ({
  active: askNewest({ state: [FREE, OPEN, ASSIGNED] }),
  failed: askNewest({ state: [FAILED] }),
  builds: askBuilds({}),
});

/** What changes when tasks or builds come or go in one of the lists, or a build is in another state. */
export function rowsOf({
  active,
  failed,
  builds,
  own,
}: Newest & { readonly own: OwnNewest | undefined }): string {
  const tasks = [active, failed, own?.tasks ?? []].map((list) => list.map(({ id }) => id));
  const built = [builds, own?.builds ?? []].map((list) =>
    list.flatMap(({ build_id: id, state }) => [id, state]),
  );
  return rowsText(...[...tasks, ...built].flatMap((ids) => ['', ...ids]));
}

/** The tasks of the summary that may go on to another state. */
export function followedTasks({ active, own }: Pick<Summary, 'active' | 'own'>): number[] {
  return [...new Set([...active, ...(own?.tasks.filter(isUnderWay) ?? [])].map(({ id }) => id))];
}

/** The lists by themselves: what a page that is open looks at again and again. */
export async function readRows(visitor: Visitor): Promise<string> {
  const lists = await visitor.all(askLists());
  const user = await visitor.user();
  const own = user && (await visitor.all(askOwnNewest(user)));
  return rowsOf({
    active: lists.active.value(),
    failed: lists.failed.value(),
    builds: lists.builds.value(),
    own: own && { tasks: own.tasks.value(), builds: own.builds.value() },
  });
}

/** Everything that the summary shows: a round of questions, and one more of a visitor who is logged in. */
export async function readSummary(visitor: Visitor, query: SummaryQuery): Promise<Summary> {
  const { active, failed, builds, load } = await visitor.all({
    ...askLists(),
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
