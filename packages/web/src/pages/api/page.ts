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
  async answer(request) {
    const sought = request.params.filter.trim();
    return { title: 'API', body: apiView(searchApi(await readApi(request), sought), sought) };
  },
});

/** One method: `apimethod?name=getTag`. */
const methodPage = definePage({
  name: 'apimethod',
  params: { name: requiredText('The name of the method.') },
  async answer(request) {
    const { name } = request.params;
    const method = (await readApi(request)).methods.find((one) => one.name === name);
    if (method === undefined) throw new PageError(404, `The hub has no method “${name}”`);
    return { title: name, body: methodView(method) };
  },
});

const eventsPage = definePage({
  name: 'apievents',
  params: {},
  answer: async (request) => ({ title: 'Events', body: eventsView(await readApi(request)) }),
});

const policyTestsPage = definePage({
  name: 'apipolicytests',
  params: {},
  answer: async (request) => ({ title: 'Policy tests', body: policyTestsView(await readApi(request)) }),
});

const faultsPage = definePage({
  name: 'apifaults',
  params: {},
  answer: async (request) => ({ title: 'Faults', body: faultsView(await readApi(request)) }),
});

/** What the API of the hub is, for programs and rules. */
export const apiPages: readonly Page[] = [apiPage, methodPage, eventsPage, policyTestsPage, faultsPage];
