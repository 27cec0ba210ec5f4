import { hubCall, type IdAndName, type QueryOptions } from '@kojikit/protocol';
import type { Visitor } from '../../hub/visitor.js';
import { may, offers } from '../../http/may.js';
import { definePage } from '../../http/page.js';
import { link, optionalIdOrName, order, start, text } from '../../http/params.js';
import { html, type Html } from '../../html/html.js';
import { table } from '../../html/parts.js';
import { natural } from './natural-order.js';
import { pager, PAGE_SIZE, window } from '../../html/pager.js';

/** Up to as many tags are put in natural order here; beyond, the order is the database's, page by page. */
const MOST_SORTED = 2000;

/** Tags, by name with `f9` before `f40`, and by a part or a pattern of their names. */
export const tagsPage = definePage({
  name: 'tags',
  params: {
    match: text('', 'Only tags with this in their name; with * and ? a pattern of the whole name.'),
    start,
    childID: optionalIdOrName('A tag that a parent is looked for.'),
    order: order('name', ['name', 'id']),
  },
  async answer({ params, visitor }) {
    const { rows, more } = await read(visitor, params);
    const { childID } = params;
    const mayMake = may(await visitor.user(), 'tag');
    return {
      title: 'Tags',
      section: 'tags',
      body: html`${mayMake && offers([['tagcreate', {}, 'Make a tag']])} ${filter(params.match, childID)}
      ${rows.length === 0 ? html`<p>${params.match === '' ? 'None.' : 'No tag has such a name.'}</p>` : tagTable(rows, childID)}
      ${pager('tags', { ...params, match: params.match || undefined }, more)}`,
    };
  },
});

interface Wanted {
  readonly match: string;
  readonly start: number;
  readonly order: string;
}

async function read(visitor: Visitor, { match, start: from, order: by }: Wanted) {
  const pattern = match === '' ? null : /[*?]/.test(match) ? match : `*${match}*`;
  const list = async (queryOpts: QueryOptions) =>
    (await visitor.one(hubCall('listTags', { perms: false, queryOpts, pattern }))).value();
  if (by.endsWith('name')) {
    const all = await list({ limit: MOST_SORTED + 1, order: 'name' });
    if (all.length <= MOST_SORTED) {
      const sorted = all.sort((a, b) => natural.compare(a.name, b.name));
      if (by.startsWith('-')) sorted.reverse();
      return { rows: sorted.slice(from, from + PAGE_SIZE), more: sorted.length > from + PAGE_SIZE };
    }
  }
  const rows = await list(window(from, by));
  return { rows: rows.slice(0, PAGE_SIZE), more: rows.length > PAGE_SIZE };
}

function filter(match: string, childID: string | number | undefined): Html {
  return html`<form class="filters" action="tags" method="get">
    <label>Name <input name="match" value="${match}" size="20" /></label>
    ${childID !== undefined && html`<input type="hidden" name="childID" value="${childID}" />`}
    <button type="submit">Filter</button>
  </form>`;
}

function tagTable(rows: readonly IdAndName[], childID: string | number | undefined): Html {
  return table(
    'Tags',
    ['Name', 'Number'],
    rows.map(({ id, name }) => [html`<a href="${link('taginfo', { tagID: id, childID })}">${name}</a>`, id]),
  );
}
