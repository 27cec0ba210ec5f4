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
  const rows = whole ? inTreeOrder(ids, whole.tasks) : shown.map((task) => ({ ...task, depth: 0 }));
  const active = rows.filter(isUnderWay);
  return {
    query,
    rows,
    now: rowsText(...ids),
    follow: active.length === 0 ? [] : whole ? ids : active.map(({ id }) => id),
    seen: whole?.seen,
    more,
  };
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
