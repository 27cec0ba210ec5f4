import { hubCall, type Plain, type TaskTimes } from '@kojikit/protocol';
import { definePage } from '../../http/page.js';
import { link, text } from '../../http/params.js';
import { dayBars } from '../../html/charts/day-bars.js';
import { stackedBar } from '../../html/charts/share-bar.js';
import { filters, select } from '../../html/fields.js';
import { html, type Html } from '../../html/html.js';
import { number } from '../../html/number.js';
import { duration, table } from '../../html/parts.js';
import { daysSelect } from './counted-pages.js';
import { dayText, lastDays } from './last-days.js';
import { daysShown } from './params.js';

/* Every time of the days is read and sorted: a month of a busy site is what that is bearable for. */
const A_MONTH = 31;

type Times = Plain<TaskTimes>;

/** How long tasks waited and worked: half of them at most the median, nine of ten at most the 90th percentile. */
export const tasktimesPage = definePage({
  name: 'tasktimes',
  params: {
    days: daysShown(14, A_MONTH),
    method: text('', 'Show the days of this method. Default: the one with the most tasks.'),
  },
  async answer({ params, visitor }) {
    const { days } = params;
    const ofDays = (method: string) => hubCall('reports.listTaskTimes', { days, method });
    const asked = await visitor.all({
      methods: hubCall('reports.listTaskTimes', { days }),
      days: params.method === '' ? undefined : ofDays(params.method),
    });
    const methods = asked.methods.value();
    const method = params.method || (methods[0]?.method ?? '');
    const rows = method === '' ? [] : (asked.days ?? (await visitor.one(ofDays(method)))).value();
    const names = methods.map((row) => row.method ?? '');
    return {
      title: 'Waiting and working time',
      section: 'reports',
      body: html`${filters('tasktimes', [select('method', 'Method', names, method), daysSelect(days, ['7', '14', '31'])])}
        ${method !== '' && picture(method, days, rows)} ${methods.length > 0 && methodTable(methods, days)}
        <p class="lead">
          Of tasks that were closed or failed. The median: half of them took no longer. 90 %: nine of ten took
          no longer.
        </p>`,
    };
  },
});

function picture(method: string, days: number, rows: readonly Times[]): Html {
  const byDay = new Map(rows.map((row) => [row.day, row]));
  return dayBars({
    title: `Median waiting and working time of ${method} a day`,
    measure: 'time',
    parts: [
      { name: 'waited', kind: 'other' },
      { name: 'worked', kind: 'plain' },
    ],
    days: lastDays(days).map((day) => ({
      day: dayText(day),
      values: [byDay.get(day)?.wait_median ?? 0, byDay.get(day)?.work_median ?? 0],
    })),
  });
}

function methodTable(methods: readonly Times[], days: number): Html {
  const most = Math.max(...methods.map((row) => row.wait_median + row.work_median));
  return html`<h2>By method</h2>
    <div class="bars">
      ${table(
        'Times by method',
        ['Method', 'Tasks', 'Waited, median', 'Waited, 90 %', 'Worked, median', 'Worked, 90 %', 'Compared'],
        methods.map((row) => [
          html`<a href="${link('tasktimes', { method: row.method ?? '', days })}">${row.method}</a>`,
          number(row.count),
          duration(row.wait_median),
          duration(row.wait_p90),
          duration(row.work_median),
          duration(row.work_p90),
          stackedBar(
            [
              { value: row.wait_median, kind: 'other' },
              { value: row.work_median, kind: 'plain' },
            ],
            most,
          ),
        ]),
      )}
    </div>`;
}
