import { hubCall, type QueryClauses } from '@kojikit/protocol';
import { field, filters, select } from '../../html/fields.js';
import { html } from '../../html/html.js';
import { pager, PAGE_SIZE, window } from '../../html/pager.js';
import { definePage } from '../../http/page.js';
import { optionalIdOrName, order, start, type Param } from '../../http/params.js';
import { readRequests } from './ask-requests.js';
import { requestTable } from './request-table.js';

type Active = 'true' | 'false' | 'all';

const SHOWN: Readonly<Record<string, Active>> = { false: 'false', no: 'false', '0': 'false', all: 'all' };

const active: Param<Active> = {
  doc: 'true: requests that wait or are worked on; false, no or 0: the others; all: both.',
  read: (given) => SHOWN[given?.toLowerCase() ?? ''] ?? 'true',
};

/** Requests for repos. */
export const reporequestsPage = definePage({
  name: 'reporequests',
  params: {
    active,
    tag: optionalIdOrName('Only requests for repos of this tag.'),
    start,
    order: order('-id', ['id', 'priority', 'tag_name']),
  },
  async answer({ params, visitor }) {
    const clauses: QueryClauses = [];
    if (params.active !== 'all') clauses.push(['active', 'IS', params.active === 'true']);
    if (params.tag !== undefined) {
      const tag = (await visitor.one(hubCall('getTag', { tagInfo: params.tag, strict: true }))).value();
      clauses.push(['tag_id', tag.id]);
    }
    const by = params.order.endsWith('id') ? params.order : `${params.order},-id`;
    const rows = await readRequests(visitor, clauses, window(params.start, by));
    const shown = rows.slice(0, PAGE_SIZE);
    const names = { true: 'active', false: 'ended', all: 'all' };
    return {
      title: 'Requests for repos',
      section: 'tags',
      body: html`${filters('reporequests', [
        select('active', 'State', ['true', 'false', 'all'], params.active, names),
        field('tag', 'Tag', params.tag, { size: 20 }),
      ])}
      ${
        shown.length === 0
          ? html`<p>No requests fit these filters.</p>`
          : requestTable(shown, { page: 'reporequests', params })
      }
      ${pager('reporequests', params, rows.length > PAGE_SIZE)}`,
    };
  },
});
