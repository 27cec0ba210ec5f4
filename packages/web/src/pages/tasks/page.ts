import { definePage } from '../../http/page.js';
import { eventsAddress } from '../../live/events-page.js';
import { tasksParams } from './params.js';
import { readTasks, tasksNow } from './read.js';
import { tasksView } from './view.js';

/** The list of tasks. */
export const tasksPage = definePage({
  name: 'tasks',
  params: tasksParams,
  follows: { kinds: ['task'], rows: ({ params, visitor }) => tasksNow(visitor, params) },
  async answer({ params, visitor, here }) {
    const tasks = await readTasks(visitor, params);
    const { follow, seen, now } = tasks;
    // Rows come and go at the top: those who have gone further read what was before.
    const list = params.start === 0 ? { address: here, rows: now } : undefined;
    const underWay = follow.length > 0;
    return {
      title: 'Tasks',
      body: tasksView(tasks),
      section: 'tasks',
      live:
        underWay || list
          ? { events: eventsAddress(follow, { files: false, seen, list }), follows: 'list', underWay }
          : undefined,
    };
  },
});
