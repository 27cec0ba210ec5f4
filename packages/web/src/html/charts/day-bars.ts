import { html, type Content, type Html } from '../html.js';
import { table } from '../parts.js';
import { chartFrame, emptyChart, ends, type ChartKind } from './chart-frame.js';
import { amount, coordinate } from './coordinate.js';
import { type Measure, written } from './measure.js';

/** Columns over days, each a stack of parts. */
export interface DayBars {
  /** `Builds a day`. */
  readonly title: string;
  /** What a glance tells: `412 builds in 14 days, 31 of them failed`. Default: nothing beside the title. */
  readonly summary?: string;
  /** Default: counts. */
  readonly measure?: Measure;
  /** The parts of a stack from below, with their names in the legend and the table. */
  readonly parts: readonly { readonly name: string; readonly kind: ChartKind }[];
  /** From the first to the last; the caller fills days in that have nothing. */
  readonly days: readonly {
    /** `2026-11-27`. */
    readonly day: string;
    /** In the order of the parts. */
    readonly values: readonly number[];
    /** The day in the table. Default: its text. */
    readonly shown?: Content;
  }[];
}

/** Columns over days, stacked, with the numbers as a table: the newest day comes first in it. */
export function dayBars({ title, summary, measure = 'count', parts, days }: DayBars): Html {
  if (days.length === 0) return emptyChart(title);
  const sums = days.map(({ values }) => values.reduce((sum, value) => sum + amount(value), 0));
  const width = 100 / days.length;
  const one = parts.length === 1;
  const numbers = table(
    title,
    one ? ['Day', parts[0]!.name] : ['Day', ...parts.map(({ name }) => name), 'All'],
    days
      .map(({ day, values, shown = day }, index) => {
        const cells = [...parts.keys()].map((part) => written(amount(values[part] ?? 0), measure));
        return one ? [shown, ...cells] : [shown, ...cells, written(sums[index]!, measure)];
      })
      .reverse(),
  );
  const frame = { title, summary, measure, most: Math.max(...sums), legend: parts, numbers };
  return chartFrame({ ...frame, below: ends(days.map(({ day }) => day)) }, (end) =>
    days.map(({ day, values }, index) => {
      const said = parts.map(({ name }, part) => `${written(amount(values[part] ?? 0), measure)} ${name}`);
      let top = 100;
      return html`<g>
        <title>${day}: ${said.join(', ')}</title>
        ${parts.map(({ kind }, part) => {
          const height = (amount(values[part] ?? 0) / end) * 100;
          top -= height;
          return (
            height > 0 &&
            html`<rect
              class="${kind}"
              x="${coordinate((index + 0.1) * width)}"
              y="${coordinate(top)}"
              width="${coordinate(width * 0.8)}"
              height="${coordinate(height)}"
            />`
          );
        })}
      </g>`;
    }),
  );
}
