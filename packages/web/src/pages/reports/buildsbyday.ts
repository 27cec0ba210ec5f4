import { BUILD_STATES, hubCall } from '@kojikit/protocol';
import { definePage } from '../../http/page.js';
import { buildState } from '../../html/build-state.js';
import { dayBars } from '../../html/charts/day-bars.js';
import { written } from '../../html/charts/measure.js';
import { filters } from '../../html/fields.js';
import { counted } from '../../html/counted.js';
import { html } from '../../html/html.js';
import { daysSelect } from './counted-pages.js';
import { dayText, lastDays } from './last-days.js';
import { daysShown } from './params.js';

const { COMPLETE, FAILED, CANCELED } = BUILD_STATES;
const STATES = [COMPLETE, FAILED, CANCELED];

/** How many builds a day there were, by how they ended. */
export const buildsbydayPage = definePage({
  name: 'buildsbyday',
  params: { days: daysShown(30) },
  async answer({ params: { days }, visitor }) {
    const rows = (await visitor.one(hubCall('reports.listBuildDays', { days }))).value();
    const byDay = new Map(rows.map((row) => [`${row.day} ${row.state}`, row.count]));
    const of = (state: number) =>
      rows.filter((row) => row.state === state).reduce((sum, row) => sum + row.count, 0);
    const all = of(COMPLETE) + of(FAILED) + of(CANCELED);
    const ended = of(COMPLETE) + of(FAILED);
    const share =
      ended === 0 ? '' : `, ${written((of(FAILED) / ended) * 100, 'percent')} of those that ended failed`;
    const summary = `${counted(all, 'build')} in ${counted(days, 'day')}${share}`;
    return {
      title: 'Builds a day',
      section: 'reports',
      body: html`${filters('buildsbyday', daysSelect(days, ['14', '30', '90', '365']))}
        <p class="lead">${summary}. Days are those of UTC; imported builds count.</p>
        ${dayBars({
          title: 'Builds a day',
          summary,
          parts: STATES.map((state) => ({ name: buildState(state).word, kind: buildState(state).kind })),
          days: lastDays(days).map((day) => ({
            day: dayText(day),
            values: STATES.map((state) => byDay.get(`${day} ${state}`) ?? 0),
          })),
        })}`,
    };
  },
});
