import { definePage } from '../../http/page.js';
import { text } from '../../http/params.js';
import { readApi } from './read.js';
import { apiView } from './view.js';

/** The methods of the hub, each with a place that can be linked to: `api#getTag`. */
export const apiPage = definePage({
  name: 'api',
  params: { filter: text('', 'Only methods with this in their name or text.') },
  answer: async ({ params: { filter }, visitor }) => ({
    title: 'API',
    body: apiView(await readApi(visitor, filter.trim()), filter.trim()),
  }),
});
