import { BUILD_STATES, hubCall } from '@kojikit/protocol';
import { definePage } from '../../http/page.js';
import { link } from '../../http/params.js';
import { buildState } from '../../html/build-state.js';
import { shareBar } from '../../html/charts/share-bar.js';
import { written } from '../../html/charts/measure.js';
import { filters } from '../../html/fields.js';
import { html } from '../../html/html.js';
import { number } from '../../html/number.js';
import { stateMark, table } from '../../html/parts.js';
import { daysSelect } from './counted-pages.js';
import { daysOrEver } from './params.js';

/** How builds of the last days ended. */
export const buildsbystatusPage = definePage({
  name: 'buildsbystatus',
  params: { days: daysOrEver(7) },
  async answer({ params: { days }, visitor }) {
    const asked = await visitor.one(hubCall('reports.countByState', { days: days === -1 ? null : days }));
    const rows = asked.value();
    const sum = rows.reduce((all, { count }) => all + count, 0);
    const most = Math.max(...rows.map(({ count }) => count));
    return {
      title: 'Builds by status',
      section: 'reports',
      body: html`${filters('buildsbystatus', daysSelect(days))}
        <div class="bars">
          ${table(
            'Builds by status',
            ['State', 'Builds', 'Share', 'Compared'],
            rows.map(({ state, count }) => [
              html`<a href="${link('builds', { state })}">${stateMark(buildState(state))}</a>`,
              number(count),
              sum > 0 && written((count / sum) * 100, 'percent'),
              shareBar(count, most, state === BUILD_STATES.CANCELED ? 'canceled' : buildState(state).kind),
            ]),
          )}
        </div>`,
    };
  },
});
