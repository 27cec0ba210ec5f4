import { hubCall, type ListedTask, type Plain, TASK_STATES, type TaskFilter } from '@kojikit/protocol';
import { isUnderWay } from '../../hub/under-way.js';
import type { Visitor } from '../../hub/visitor.js';
import { PAGE_SIZE, window } from '../../html/pager.js';
import { rowsText } from '../../live/list-news.js';
import { askTrees } from '../../live/watched-trees.js';
import { inTreeOrder, type TreeRow } from '../../hub/tree-order.js';
import type { TasksQuery } from './params.js';

export interface TaskList {
  readonly query: TasksQuery;
  readonly rows: readonly (TreeRow | (Plain<ListedTask> & { readonly depth: number }))[];
  /** Of trees that are not shown whole: how many tasks are not, by the id of the root. */
  readonly hidden: ReadonlyMap<number, number>;
  /** What of it changes when tasks come or go, see `rowsText`. */
  readonly now: string;
  /** The tasks whose trees have not ended. */
  readonly follow: readonly number[];
  /** What the hub calls the trees as they are shown. */
  readonly seen: string | undefined;
  /** Whether there are more after these. */
  readonly more: boolean;
}

const { FREE, OPEN, ASSIGNED } = TASK_STATES;

/** Most tasks of one tree in the list; the page of its first one has all. */
const MOST_OF_TREE = 30;

/** What the first page of a list shows, for those who watch it. */
export async function tasksNow(visitor: Visitor, query: TasksQuery): Promise<string> {
  return rowsText(...(await listShown(visitor, query)).shown.map(({ id }) => id));
}

/** A page of tasks. */
export async function readTasks(visitor: Visitor, query: TasksQuery): Promise<TaskList> {
  const { shown, more, view } = await listShown(visitor, query);
  const ids = shown.map(({ id }) => id);
  const whole =
    view === 'tree' && ids.length > 0
      ? (await visitor.one(askTrees({ taskIDs: ids, files: false }))).value()
      : undefined;
  const { rows, hidden } = whole
    ? cutTrees(inTreeOrder(ids, whole.tasks))
    : { rows: shown.map((task) => ({ ...task, depth: 0 })), hidden: new Map<number, number>() };
  const active = rows.filter(isUnderWay);
  return {
    query,
    rows,
    hidden,
    now: rowsText(...ids),
    follow: active.length === 0 ? [] : whole ? ids : active.map(({ id }) => id),
    seen: whole?.seen,
    more,
  };
}

function cutTrees(all: readonly TreeRow[]): Pick<TaskList, 'hidden'> & { readonly rows: readonly TreeRow[] } {
  const hidden = new Map<number, number>();
  const rows: TreeRow[] = [];
  let root = 0;
  let count = 0;
  for (const row of all) {
    if (row.depth === 0) [root, count] = [row.id, 0];
    count += 1;
    if (count <= MOST_OF_TREE) rows.push(row);
    else hidden.set(root, count - MOST_OF_TREE);
  }
  return { rows, hidden };
}

/* One more than is shown is asked for, which tells whether there are more: counting them is dear. */
async function listShown(visitor: Visitor, query: TasksQuery) {
  const { owner, hostID, channelID } = query;
  const names = await visitor.all({
    owner: owner === undefined ? undefined : hubCall('getUser', { userInfo: owner, strict: true }),
    host: typeof hostID === 'string' ? hubCall('getHost', { hostInfo: hostID, strict: true }) : undefined,
    channel:
      typeof channelID === 'string'
        ? hubCall('getChannel', { channelInfo: channelID, strict: true })
        : undefined,
  });
  const view = hostID === undefined ? query.view : 'flat';
  const opts: TaskFilter = { decode: true };
  if (query.state === 'active') opts.state = [FREE, OPEN, ASSIGNED];
  else if (query.state !== 'all')
    opts.state = [TASK_STATES[query.state.toUpperCase() as keyof typeof TASK_STATES]];
  if (owner !== undefined) opts.owner = names.owner?.value().id;
  if (hostID !== undefined) opts.host_id = typeof hostID === 'number' ? hostID : names.host?.value().id;
  if (channelID !== undefined)
    opts.channel_id = typeof channelID === 'number' ? channelID : names.channel?.value().id;
  if (query.method !== 'all' && query.method !== '') opts.method = query.method;
  if (view !== 'flat') opts.parent = null;
  const listed = await visitor.one(
    hubCall('listTasks', {
      opts,
      queryOpts: window(query.start, query.order),
    }),
  );
  const tasks = listed.value();
  return { shown: tasks.slice(0, PAGE_SIZE), more: tasks.length > PAGE_SIZE, view };
}
