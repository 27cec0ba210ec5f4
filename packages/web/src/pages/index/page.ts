import { definePage } from '../../http/page.js';
import { order, start } from '../../http/params.js';
import { eventsAddress } from '../../live/events-page.js';
import { followedTasks, readRows, readSummary, rowsOf } from './read.js';
import { summaryView } from './view.js';

/** The summary: what is under way, what failed and what waits, the hosts, and what belongs to the visitor. */
export const indexPage = definePage({
  name: 'index',
  params: {
    packageStart: start,
    packageOrder: order('package_name', ['package_name', 'package_id', 'tag_name', 'owner_name', 'blocked']),
  },
  follows: { kinds: ['task', 'build'], rows: ({ visitor }) => readRows(visitor) },
  async answer({ visitor, greeting, here, params }) {
    const summary = await readSummary(visitor, params);
    const list = { address: here, rows: rowsOf(summary) };
    const follow = followedTasks(summary);
    const underWay = follow.length > 0;
    return {
      title: greeting,
      body: summaryView(summary),
      section: 'index',
      live: { events: eventsAddress(follow, { files: false, list }), follows: 'list', underWay },
    };
  },
});
