import { hubCall, type NewestThings, type Plain, type SiteOverview } from '@kojikit/protocol';
import { isUnderWay } from '../../hub/under-way.js';
import type { User, Visitor } from '../../hub/visitor.js';
import { rowsText } from '../../live/list-news.js';

/** Rows of each list. */
export const ROWS = 10;

/** Which packages of the visitor are shown. */
export interface SummaryQuery {
  readonly packageStart: number;
  readonly packageOrder: string;
}

type Overview = Plain<SiteOverview>;

/** What belongs to who is logged in. */
export interface Own extends NonNullable<Overview['own']> {
  readonly user: User;
  readonly query: SummaryQuery;
  /** For the buttons of panels. */
  readonly token: string;
}

export interface Summary extends Omit<Overview, 'own'> {
  readonly own: Own | undefined;
}

/** What the summary lists, of everybody and of the visitor. */
type Lists = Pick<Plain<NewestThings>, 'active' | 'failed' | 'builds'> & {
  readonly own: NonNullable<Plain<NewestThings>['own']> | undefined;
};

/** What changes when tasks or builds come or go in one of the lists, or a build is in another state. */
export function rowsOf({ active, failed, builds, own }: Lists): string {
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
  const { own, ...lists } = (await visitor.one(hubCall('listNewest', { rows: ROWS }))).value();
  return rowsOf({ ...lists, own: own ?? undefined });
}

/** Everything that the summary shows. */
export async function readSummary(visitor: Visitor, query: SummaryQuery): Promise<Summary> {
  const wanted = { rows: ROWS, package_order: query.packageOrder, package_start: query.packageStart };
  const { own, ...site } = (await visitor.one(hubCall('describeSite', wanted))).value();
  const user = await visitor.user();
  if (own === null || user === undefined) return { ...site, own: undefined };
  return { ...site, own: { ...own, user, query, token: visitor.token(`panel user ${user.id}`) } };
}
