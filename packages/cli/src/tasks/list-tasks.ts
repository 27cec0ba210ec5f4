import { TASK_STATES, type ListedTask, type TaskFilter } from '@kojikit/protocol';
import { parseArches } from '../arguments/parse-arches.js';
import type { CommandContext } from '../command.js';
import { CommandError, LoggedError } from '../errors.js';

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

/** A task in a list, with those of its children that are in the list as well. */
export interface ThreadedTask extends ListedTask {
  children?: ThreadedTask[];
  /** Whether it is among the children of another. */
  sub?: boolean;
}

/**
 * Asks the hub for tasks, by priority and age, and threads subtasks under their parents. Throws CommandError when the
 * user, channel or host does not exist; the reason is on stdout then.
 */
export async function listTasks(context: CommandContext, selection: TaskSelection): Promise<ThreadedTask[]> {
  const { hub } = context;
  const filter: TaskFilter = { decode: true };
  if (!selection.all) filter.state = [TASK_STATES.FREE, TASK_STATES.OPEN, TASK_STATES.ASSIGNED];
  if (selection.after) filter.startedAfter = selection.after;
  if (selection.before) filter.startedBefore = selection.before;
  if (selection.mine) {
    if (selection.user) throw new LoggedError('GenericError', "Can't specify 'mine' and 'user' in same time");
    const user = await hub.call('getLoggedInUser');
    if (!user) return refuse(context, 'Unable to determine user');
    filter.owner = user.id;
  }
  if (selection.user)
    filter.owner = found(
      context,
      'user',
      selection.user,
      await hub.call('getUser', { userInfo: selection.user }),
    );
  if (selection.arch) filter.arch = parseArches(selection.arch).split(' ');
  if (selection.method) filter.method = selection.method;
  if (selection.channel)
    filter.channel_id = found(
      context,
      'channel',
      selection.channel,
      await hub.call('getChannel', { channelInfo: selection.channel }),
    );
  if (selection.host)
    filter.host_id = found(
      context,
      'host',
      selection.host,
      await hub.call('getHost', { hostInfo: selection.host }),
    );
  const tasks: ThreadedTask[] = await hub.call('listTasks', {
    opts: filter,
    queryOpts: { order: 'priority,create_time' },
  });
  const byId = new Map(tasks.map((task) => [task.id, task]));
  for (const task of tasks) {
    const parent = task.parent === null ? undefined : byId.get(task.parent);
    if (!parent) continue;
    (parent.children ??= []).push(task);
    task.sub = true;
  }
  return tasks;
}

function found(
  context: CommandContext,
  what: string,
  name: string,
  row: { readonly id: number } | null,
): number {
  return row ? row.id : refuse(context, `No such ${what}: ${name}`);
}

function refuse(context: CommandContext, reason: string): never {
  context.print(reason);
  throw new CommandError();
}
