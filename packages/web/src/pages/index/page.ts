import { definePage } from '../../http/page.js';
import { eventsAddress } from '../../live/events-page.js';
import { readSummary, rowsOf } from './read.js';
import { summaryView } from './view.js';

/** The summary: what is under way, what ended last, and what the visitor has made. */
export const indexPage = definePage({
  name: 'index',
  params: {},
  follows: { kinds: ['task'], rows: async ({ visitor }) => rowsOf(await readSummary(visitor)) },
  async answer({ visitor, greeting, here }) {
    const summary = await readSummary(visitor);
    const list = { address: here, rows: rowsOf(summary) };
    const follow = summary.active.map(({ id }) => id);
    const underWay = follow.length > 0;
    return {
      title: greeting,
      body: summaryView(summary),
      section: 'index',
      live: { events: eventsAddress(follow, { files: false, list }), follows: 'list', underWay },
    };
  },
});
