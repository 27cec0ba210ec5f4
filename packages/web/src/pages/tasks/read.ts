import { TASK_STATES } from '@kojikit/protocol';
import { ask } from '../../hub/connection.js';
import type { TaskRow } from '../../hub/rows.js';
import type { Visitor } from '../../hub/visitor.js';
import type { ParamValues } from '../../http/params.js';
import { askTrees, type TreesNow } from '../../live/task-events.js';
import { inTreeOrder, type TreeRow } from '../../hub/tree-order.js';
import type { tasksParams } from './page.js';

export type TasksQuery = ParamValues<typeof tasksParams>;

export interface TaskList {
  readonly query: TasksQuery;
  readonly rows: readonly TreeRow[];
  /** The tasks whose trees have not ended. */
  readonly follow: readonly number[];
  /** What the hub calls the trees as they are shown. */
  readonly seen: string | undefined;
  /** Whether there are more after these. */
  readonly more: boolean;
}

export const PAGE_SIZE = 50;
const { FREE, OPEN, ASSIGNED } = TASK_STATES;

/** A page of tasks. One more than is shown is asked for, which tells whether there are more: counting them is dear. */
export async function readTasks(visitor: Visitor, query: TasksQuery): Promise<TaskList> {
  const { owner, hostID, channelID } = query;
  const names = await visitor.all({
    owner: owner === undefined ? undefined : ask('getUser', owner, true),
    host: typeof hostID === 'string' ? ask('getHost', hostID, true) : undefined,
    channel: typeof channelID === 'string' ? ask('getChannel', channelID, true) : undefined,
  });
  const idOf = (name: 'owner' | 'host' | 'channel') => names[name]?.value<{ id: number }>().id;
  const view = hostID === undefined ? query.view : 'flat';
  const filter: Record<string, unknown> = { decode: true };
  if (query.state === 'active') filter['state'] = [FREE, OPEN, ASSIGNED];
  else if (query.state !== 'all')
    filter['state'] = [TASK_STATES[query.state.toUpperCase() as keyof typeof TASK_STATES]];
  if (owner !== undefined) filter['owner'] = idOf('owner');
  if (hostID !== undefined) filter['host_id'] = idOf('host') ?? hostID;
  if (channelID !== undefined) filter['channel_id'] = idOf('channel') ?? channelID;
  if (query.method !== 'all' && query.method !== '') filter['method'] = query.method;
  if (view !== 'flat') filter['parent'] = null;
  const listed = await visitor.one(
    ask('listTasks', filter, { limit: PAGE_SIZE + 1, offset: query.start, order: query.order }),
  );
  const tasks = listed.value<TaskRow[]>();
  const shown = tasks.slice(0, PAGE_SIZE);
  const ids = shown.map(({ id }) => id);
  const whole =
    view === 'tree' && ids.length > 0
      ? (await visitor.one(askTrees({ taskIDs: ids, files: false }))).value<TreesNow>()
      : undefined;
  const rows = whole ? inTreeOrder(ids, whole.tasks) : shown.map((task) => ({ ...task, depth: 0 }));
  const active = rows.filter(({ state }) => ([FREE, OPEN, ASSIGNED] as number[]).includes(state));
  return {
    query,
    rows,
    follow: active.length === 0 ? [] : whole ? ids : active.map(({ id }) => id),
    seen: whole?.seen,
    more: tasks.length > PAGE_SIZE,
  };
}
