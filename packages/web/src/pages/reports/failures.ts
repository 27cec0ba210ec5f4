import { type FailureShare, hubCall, type Ordered, type Plain } from '@kojikit/protocol';
import { definePage } from '../../http/page.js';
import { order } from '../../http/params.js';
import { stackedBar } from '../../html/charts/share-bar.js';
import { written } from '../../html/charts/measure.js';
import { filters } from '../../html/fields.js';
import { html, type Content, type Html } from '../../html/html.js';
import { hostLink, packageLink } from '../../html/links.js';
import { listTable, type Sorting } from '../../html/list-table.js';
import { number } from '../../html/number.js';
import { daysSelect } from './counted-pages.js';
import { daysShown } from './params.js';

type Row = Plain<FailureShare>;
const SHOWN = 30;

/** Which packages and which hosts fail most. */
export const failuresPage = definePage({
  name: 'failures',
  params: { days: daysShown(30), order: order('-failed', ['name', 'failed', 'share', 'count']) },
  async answer({ params, visitor }) {
    const by = params.order as Ordered<'name' | 'failed' | 'share' | 'count'>;
    const ask = (what: 'package' | 'host') =>
      hubCall('reports.listFailures', { by: what, days: params.days, order: by, limit: SHOWN });
    const asked = await visitor.all({ packages: ask('package'), hosts: ask('host') });
    const sorting = { page: 'failures', params };
    return {
      title: 'Failures',
      section: 'reports',
      body: html`${filters('failures', daysSelect(params.days, ['7', '30', '90', '365']))}
        <div class="board">
          <section>
            <h2>By package</h2>
            ${shares('Package', 'Builds', asked.packages.value(), packageLink, sorting)}
          </section>
          <section>
            <h2>By host</h2>
            ${shares('Host', 'buildArch tasks', asked.hosts.value(), hostLink, sorting)}
          </section>
        </div>
        <p class="lead">At most ${SHOWN} of each, and those alone of which something failed.</p>`,
    };
  },
});

function shares(
  column: string,
  counted: string,
  rows: readonly Row[],
  to: (id: number, name: string) => Content,
  sorting: Sorting,
): Html {
  if (rows.length === 0) return html`<p class="none">Nothing failed.</p>`;
  const most = Math.max(...rows.map(({ count }) => count));
  return html`<div class="bars">
    ${listTable<Row>(
      column,
      [
        { title: column, order: 'name', cell: ({ id, name }) => to(id, name) },
        { title: 'Failed', order: 'failed', newestFirst: true, cell: ({ failed }) => number(failed) },
        { title: counted, order: 'count', newestFirst: true, cell: ({ count }) => number(count) },
        {
          title: 'Share',
          order: 'share',
          newestFirst: true,
          cell: ({ failed, count }) => written((failed / count) * 100, 'percent'),
        },
        {
          title: 'Compared',
          cell: ({ failed, count }) =>
            stackedBar(
              [
                { value: failed, kind: 'failed' },
                { value: count - failed, kind: 'ok' },
              ],
              most,
            ),
        },
      ],
      rows,
      sorting,
    )}
  </div>`;
}
