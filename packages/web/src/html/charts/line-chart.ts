import { html, type Content, type Html } from '../html.js';
import { table } from '../parts.js';
import { chartFrame, emptyChart, type ChartKind } from './chart-frame.js';
import { amount, coordinate } from './coordinate.js';
import { type Measure, written } from './measure.js';

/** A value at a moment. */
export interface Point {
  /** Seconds since 1970. */
  readonly at: number;
  /** In the unit of the chart; of `time` seconds. */
  readonly value: number;
  /** What it belongs to, in the table: a link to the build for instance. */
  readonly name: Content;
  /** The same as text, shown where the pointer rests. */
  readonly label: string;
  /** The colour of the point. Default: `plain`. */
  readonly kind?: ChartKind;
}

/** Values over time. */
export interface LineChart {
  /** `Build time of bash`. */
  readonly title: string;
  /** What a glance tells: `between 3 and 9 min, last 8 min`. Default: nothing beside the title. */
  readonly summary?: string;
  readonly measure: Measure;
  /** The headings of the table: of the name and of the value. */
  readonly columns: readonly [name: string, value: string];
  /** In any order. */
  readonly points: readonly Point[];
  /** What the colours of the points mean, where there are several. Default: no legend. */
  readonly legend?: readonly { readonly name: string; readonly kind: ChartKind }[];
}

/** Values over time as points on a line, with the numbers as a table: the newest comes first in it. */
export function lineChart({ title, summary, measure, columns, points, legend }: LineChart): Html {
  const drawn = points
    .filter(({ at, value }) => Number.isFinite(at) && Number.isFinite(value))
    .toSorted((a, b) => a.at - b.at);
  if (drawn.length === 0) return emptyChart(title);
  const first = drawn[0]!.at;
  const span = drawn.at(-1)!.at - first;
  const numbers = table(
    title,
    [columns[0], 'Day', columns[1]],
    drawn.map(({ at, value, name }) => [name, day(at), written(amount(value), measure)]).reverse(),
  );
  const most = Math.max(...drawn.map(({ value }) => value));
  const below = [...new Set([first, first + span / 2, first + span].map(day))];
  const frame = { title, summary, measure, most, numbers, ...(legend && { legend }) };
  return chartFrame({ ...frame, below }, (end) => {
    // Half of a point's width is kept free at both sides.
    const x = (at: number) => coordinate(span === 0 ? 50 : 1 + ((at - first) / span) * 98);
    const y = (value: number) => coordinate(100 - (amount(value) / end) * 100);
    return html`<path class="trend" d="M${drawn.map(({ at, value }) => `${x(at)} ${y(value)}`).join('L')}" />
      ${drawn.map(
        ({ at, value, label, kind = 'plain' }) =>
          html`<path class="point ${kind}" d="M${x(at)} ${y(value)}h0">
            <title>${label}: ${written(amount(value), measure)}, ${day(at)}</title>
          </path>`,
      )}`;
  });
}

const day = (at: number): string =>
  new Date(Math.min(Math.max(at, 0), 8e12) * 1000).toISOString().slice(0, 10);
