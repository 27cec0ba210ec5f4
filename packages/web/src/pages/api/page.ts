import { definePage, type Page } from '../../http/page.js';
import { PageError } from '../../http/page-error.js';
import { requiredText, text } from '../../http/params.js';
import { eventsView } from './events-view.js';
import { faultsView } from './faults-view.js';
import { methodView } from './method-view.js';
import { policyTestsView } from './policy-tests-view.js';
import { readApi } from './read.js';
import { searchApi } from './search-api.js';
import { apiView } from './view.js';

/** The methods of the hub, each with a place that can be linked to, `api#getTag`; a search among all that the API has. */
const apiPage = definePage({
  name: 'api',
  params: { filter: text('', 'Only what has these words in its name or text.') },
  async answer({ params: { filter }, visitor }) {
    const sought = filter.trim();
    return { title: 'API', body: apiView(searchApi(await readApi(visitor), sought), sought) };
  },
});

/** One method: `apimethod?name=getTag`. */
const methodPage = definePage({
  name: 'apimethod',
  params: { name: requiredText('The name of the method.') },
  async answer({ params: { name }, visitor }) {
    const method = (await readApi(visitor)).methods.find((one) => one.name === name);
    if (method === undefined) throw new PageError(404, `The hub has no method “${name}”`);
    return { title: name, body: methodView(method) };
  },
});

const eventsPage = definePage({
  name: 'apievents',
  params: {},
  answer: async ({ visitor }) => ({ title: 'Events', body: eventsView(await readApi(visitor)) }),
});

const policyTestsPage = definePage({
  name: 'apipolicytests',
  params: {},
  answer: async ({ visitor }) => ({ title: 'Policy tests', body: policyTestsView(await readApi(visitor)) }),
});

const faultsPage = definePage({
  name: 'apifaults',
  params: {},
  answer: async ({ visitor }) => ({ title: 'Faults', body: faultsView(await readApi(visitor)) }),
});

/** What the API of the hub is, for programs and rules. */
export const apiPages: readonly Page[] = [apiPage, methodPage, eventsPage, policyTestsPage, faultsPage];
