import { definePage } from '../../http/page.js';
import { eventsAddress } from '../../live/events-page.js';
import { tasksParams } from './params.js';
import { readTasks } from './read.js';
import { tasksView } from './view.js';

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
