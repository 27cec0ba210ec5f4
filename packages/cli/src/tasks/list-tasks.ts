import { TASK_STATES } from '@kojikit/protocol';
import type { CommandContext } from '../command.js';
import { CommandError, LoggedError } from '../errors.js';
import { parseArches } from '../lib/parse-arches.js';
import type { TaskInfo } from './task-info.js';

/** Which tasks are asked for. */
export interface TaskSelection {
  /** Finished tasks as well. Default: false. */
  all?: boolean;
  /** Seconds since 1970. */
  after?: number;
  /** Seconds since 1970. */
  before?: number;
  mine?: boolean;
  user?: string;
  arch?: string;
  method?: string;
  channel?: string;
  host?: string;
}

/** A task in a list; `sub` is set when its parent is in the list as well and has it among its children. */
export interface ListedTask extends TaskInfo {
  sub?: boolean;
}

/**
 * Asks the hub for tasks, by priority and age, and threads subtasks under their parents.
 *
 * @throws CommandError when the user, channel or host does not exist; the reason is on stdout then
 */
export async function listTasks(context: CommandContext, selection: TaskSelection): Promise<ListedTask[]> {
  const { hub } = context;
  const filter: Record<string, unknown> = { decode: true };
  if (!selection.all) filter['state'] = [TASK_STATES.FREE, TASK_STATES.OPEN, TASK_STATES.ASSIGNED];
  if (selection.after) filter['startedAfter'] = selection.after;
  if (selection.before) filter['startedBefore'] = selection.before;
  if (selection.mine) {
    if (selection.user) throw new LoggedError('GenericError', "Can't specify 'mine' and 'user' in same time");
    const user = await hub.call<{ id: number } | null>('getLoggedInUser');
    if (!user) return refuse(context, 'Unable to determine user');
    filter['owner'] = user.id;
  }
  if (selection.user) filter['owner'] = await idOf(context, 'getUser', selection.user, 'user');
  if (selection.arch) filter['arch'] = parseArches(selection.arch).split(' ');
  if (selection.method) filter['method'] = selection.method;
  if (selection.channel)
    filter['channel_id'] = await idOf(context, 'getChannel', selection.channel, 'channel');
  if (selection.host) filter['host_id'] = await idOf(context, 'getHost', selection.host, 'host');
  const tasks = await hub.call<ListedTask[]>('listTasks', [filter, { order: 'priority,create_time' }]);
  const byId = new Map(tasks.map((task) => [task.id, task]));
  for (const task of tasks) {
    const parent = task.parent === null || task.parent === undefined ? undefined : byId.get(task.parent);
    if (!parent) continue;
    (parent.children ??= []).push(task);
    task.sub = true;
  }
  return tasks;
}

async function idOf(context: CommandContext, method: string, name: string, what: string): Promise<number> {
  const found = await context.hub.call<{ id: number } | null>(method, [name]);
  return found ? found.id : refuse(context, `No such ${what}: ${name}`);
}

function refuse(context: CommandContext, reason: string): never {
  context.print(reason);
  throw new CommandError();
}
