import { html, type Content, type Html } from '../html.js';
import type { State } from '../parts.js';
import { coordinate } from './coordinate.js';
import { axisEnd, type Measure, written } from './measure.js';

/** The colour of what is drawn: of a state, or `plain` and `other` for what is none. */
export type ChartKind = State['kind'] | 'plain' | 'other';

/** What a chart says beside its picture. */
export interface Frame {
  /** What is shown, as the caption and as the name of the picture for who does not see it. */
  readonly title: string;
  /** What a glance at the picture tells, in a sentence: read out with the name. */
  readonly summary?: string | undefined;
  readonly measure: Measure;
  /** The largest value. */
  readonly most: number;
  /** Under the picture from left to right. */
  readonly below: readonly string[];
  readonly legend?: readonly { readonly name: string; readonly kind: ChartKind }[];
  /** The numbers, as a table. */
  readonly numbers: Html;
}

/**
 * The frame of a chart with axes: caption, legend, axes as text that does not shrink with the picture, and the numbers to
 * unfold. @param drawn shapes in a square of 100 by 100 that is stretched to the place there is.
 */
export function chartFrame(frame: Frame, drawn: (end: number) => Content): Html {
  const { title, summary, measure, most, below, legend = [], numbers } = frame;
  const end = axisEnd(most, measure);
  return html`<figure class="chart">
    <figcaption>${title}</figcaption>
    ${
      legend.length > 1 &&
      html`<ul class="legend">
        ${legend.map(({ name, kind }) => html`<li><i class="key ${kind}"></i>${name}</li>`)}
      </ul>`
    }
    <div class="plot">
      <div class="axis" aria-hidden="true">
        ${[end, end / 2, 0].map((value) => html`<span>${written(value, measure)}</span>`)}
      </div>
      <svg
        role="img"
        viewBox="0 0 100 100"
        preserveAspectRatio="none"
        aria-label="${title}${summary && `: ${summary}`}"
      >
        ${[0, 50, 100].map((y) => html`<path class="grid" d="M0 ${coordinate(y)}h100" />`)} ${drawn(end)}
      </svg>
      <div class="below" aria-hidden="true">${below.map((text) => html`<span>${text}</span>`)}</div>
    </div>
    <details>
      <summary>The numbers</summary>
      ${numbers}
    </details>
  </figure>`;
}

/** What stands in the place of a chart that has nothing to show. */
export function emptyChart(title: string): Html {
  return html`<figure class="chart">
    <figcaption>${title}</figcaption>
    <p class="none">There is nothing to show.</p>
  </figure>`;
}

/** The first, the middle and the last of some labels. */
export function ends(labels: readonly string[]): string[] {
  const picked = [0, Math.floor((labels.length - 1) / 2), labels.length - 1];
  return [...new Set(picked)].map((index) => labels[index]!);
}
