import { definePage } from '../../http/page.js';
import { readSummary } from './read.js';
import { summaryView } from './view.js';

/** The summary: what is under way, what ended last, and what the visitor has made. */
export const indexPage = definePage({
  name: 'index',
  params: {},
  answer: async ({ visitor, greeting }) => ({
    title: greeting,
    body: summaryView(await readSummary(visitor)),
    section: 'index',
  }),
});
