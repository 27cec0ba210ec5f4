import { dayBars } from '../../html/charts/day-bars.js';
import { inheritanceTree } from '../../html/charts/inheritance-tree.js';
import { lineChart } from '../../html/charts/line-chart.js';
import { written } from '../../html/charts/measure.js';
import { shareBar, stackedBar } from '../../html/charts/share-bar.js';
import { timeLine } from '../../html/charts/time-line.js';
import { html, type Html } from '../../html/html.js';
import { number } from '../../html/number.js';
import { table } from '../../html/parts.js';

const DAY = 86_400;
const NOW = Date.now() / 1000;
const name = (text: string) => html`<a href="_style">${text}</a>`;

/** Every chart. */
export const chartsPart = (): Html =>
  html`<h2>Charts</h2>
    <div class="board">${days()} ${history()}</div>
    ${timeLine({
      title: 'Time line',
      column: 'Tag',
      rows: [
        {
          name: name('f40-candidate'),
          intervals: [{ from: NOW - 9 * DAY, until: NOW - 4 * DAY, note: 'by alice' }],
        },
        {
          name: name('f40-testing'),
          intervals: [
            { from: NOW - 4 * DAY, until: NOW - 3 * DAY },
            { from: NOW - 2 * DAY, until: NOW - DAY },
          ],
        },
        { name: name('f40'), intervals: [{ from: NOW - DAY, until: null }] },
      ],
    })}
    <p></p>
    ${inheritanceTree(
      'Inheritance',
      name('f40-build'),
      [
        [1, 1],
        [2, 2],
        [3, 3],
        [4, 2],
        [5, 1],
        [2, 2],
      ].map(([id, depth]) => ({
        id: id!,
        depth: depth!,
        priority: id! * 5,
        name: name(`tag-${id}`),
        notes: id === 4 ? ['no config'] : [],
      })),
    )}
    <p></p>
    <div class="bars">
      ${table(
        'Shares',
        ['Name', 'Count', 'Share', 'Compared'],
        [412, 300, 40, 3].map((value, row) => [
          name(`user-${row}`),
          number(value),
          written(value / 7.55, 'percent'),
          row === 1
            ? stackedBar(
                [
                  { value: 60, kind: 'failed' },
                  { value: 240, kind: 'ok' },
                ],
                412,
              )
            : shareBar(value, 412),
        ]),
      )}
    </div>`;

function days(): Html {
  return dayBars({
    title: 'Builds a day',
    parts: [
      { name: 'complete', kind: 'ok' },
      { name: 'failed', kind: 'failed' },
      { name: 'canceled', kind: 'canceled' },
    ],
    days: [...Array(30).keys()].map((day) => ({
      day: new Date((NOW - (29 - day) * DAY) * 1000).toISOString().slice(0, 10),
      values: [40 + ((day * 37) % 50), (day * 7) % 12, day % 3],
    })),
  });
}

function history(): Html {
  return lineChart({
    title: 'Build time',
    measure: 'time',
    columns: ['Build', 'Took'],
    points: [...Array(20).keys()].map((build) => ({
      at: NOW - build * build * 40_000,
      value: 200 + ((build * 137) % 400),
      name: name(`bash-5.${build}-1`),
      label: `bash-5.${build}-1`,
      kind: build === 4 ? 'failed' : 'plain',
    })),
  });
}
