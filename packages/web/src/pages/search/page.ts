import { definePage } from '../../http/page.js';
import { link } from '../../http/params.js';
import { html } from '../../html/html.js';
import { searchParams } from './params.js';
import { onlyThing, readSearch } from './read.js';
import { readTerms } from './read-terms.js';
import { thingAddress } from './thing-address.js';
import { searchView } from './view.js';

const redirect = (address: string): Response =>
  new Response(null, { status: 302, headers: { location: address } });

/** The search: leads to what is found where that is one thing. */
export const searchPage = definePage({
  name: 'search',
  params: searchParams,
  async answer({ params, visitor }) {
    const { page } = params.match === undefined ? readTerms(params.terms) : {};
    if (page !== undefined) return redirect(link(page.name, { [page.param]: page.id }));
    const model = await readSearch(visitor, params);
    const only = onlyThing(model);
    if (only !== undefined) return redirect(thingAddress(only));
    const { terms } = params;
    return {
      title: terms.trim() === '' ? 'Search' : `${terms} | Search`,
      ...(terms.trim() !== '' && { headline: html`Search for ${terms}` }),
      body: searchView(model),
      sought: terms,
      ...(model.problem !== undefined && { status: 400 }),
    };
  },
});
