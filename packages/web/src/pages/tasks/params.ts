import { choice, optionalIdOrName, order, start, text, type ParamValues } from '../../http/params.js';

/** The filters of the list of tasks, as its address has them. */
export const tasksParams = {
  owner: optionalIdOrName('Only tasks of this user.'),
  state: choice(
    ['active', 'all', 'free', 'open', 'closed', 'failed', 'canceled', 'assigned'],
    'Only tasks in this state; active is free, open or assigned.',
  ),
  view: choice(['tree', 'toplevel', 'flat'], 'Tasks with those below them, without, or all alike.'),
  method: text('all', 'Only tasks of this method.'),
  hostID: optionalIdOrName('Only tasks of this host.'),
  channelID: optionalIdOrName('Only tasks of this channel.'),
  start,
  order: order('-id', ['id', 'method', 'owner', 'arch', 'completion_time', 'state', 'create_time']),
};

export type TasksQuery = ParamValues<typeof tasksParams>;
