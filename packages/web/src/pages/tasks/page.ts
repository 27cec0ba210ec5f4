import { definePage } from '../../http/page.js';
import { eventsAddress } from '../../live/events-page.js';
import { choice, optionalIdOrName, order, start, text } from '../../http/params.js';
import { readTasks } from './read.js';
import { tasksView } from './view.js';

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

/** The list of tasks. */
export const tasksPage = definePage({
  name: 'tasks',
  params: tasksParams,
  async answer({ params, visitor }) {
    const list = await readTasks(visitor, params);
    const { follow, seen } = list;
    return {
      title: 'Tasks',
      body: tasksView(list),
      section: 'tasks',
      live:
        follow.length > 0
          ? { events: eventsAddress(follow, { files: false, seen }), follows: 'list' }
          : undefined,
    };
  },
});
