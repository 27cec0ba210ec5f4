import { html, type Content, type Html } from '../html.js';
import { ago, duration, table } from '../parts.js';
import type { ChartKind } from './chart-frame.js';
import { intervalBar } from './interval-bar.js';

/** Something with times at which it held: a tag that a build was in. */
export interface TimeLineRow {
  /** Its name, as a link. */
  readonly name: Content;
  /** In any order. */
  readonly intervals: readonly {
    /** Seconds since 1970. */
    readonly from: number;
    /** Seconds since 1970; null while it still holds. */
    readonly until: number | null;
    /** Beside the times: who did it. */
    readonly note?: Content;
  }[];
  /** The colour of the bar. Default: `plain` while it holds, `other` when it is over. */
  readonly kind?: ChartKind;
}

/** What a time line shows. */
export interface TimeLine {
  /** `Tags`: the name of the table. */
  readonly title: string;
  /** The heading of the names: `Tag`. */
  readonly column: string;
  readonly rows: readonly TimeLineRow[];
  /** Where the line begins, in seconds. Default: with the first interval. */
  readonly begin?: number;
  /** Where it ends, and what still holds with it. Default: now. */
  readonly end?: number;
}

/** A table of what held from when to when, each with its bar on a common line of time. */
export function timeLine({ title, column, rows, ...limits }: TimeLine): Html {
  const end = limits.end ?? Date.now() / 1000;
  const begin =
    limits.begin ?? Math.min(end, ...rows.flatMap(({ intervals }) => intervals.map(({ from }) => from)));
  const percent = (at: number) => Math.min(Math.max(at - begin, 0) / Math.max(end - begin, 1), 1) * 100;
  return table(
    title,
    [column, 'From', 'Until', 'For', html`<span class="barhead">Time</span>`],
    rows.map(({ name, intervals, kind }) => {
      const sorted = intervals.toSorted((a, b) => a.from - b.from);
      const lines = (cell: (interval: (typeof sorted)[number]) => Content) =>
        sorted.map((interval) => html`<div>${cell(interval)}</div>`);
      return [
        name,
        lines(({ from, note }) => html`${ago(from)}${note !== undefined && html` ${note}`}`),
        lines(({ until }) => (until === null ? 'still' : ago(until))),
        lines(({ from, until }) => duration((until ?? end) - from)),
        intervalBar(
          sorted.map(({ from, until }) => ({
            kind: kind ?? (until === null ? 'plain' : 'other'),
            from: Math.min(percent(from), 99),
            width: Math.max(percent(until ?? end) - percent(from), 1),
          })),
        ),
      ];
    }),
  );
}
