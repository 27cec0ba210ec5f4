import { html, type Html } from '../html.js';
import type { ChartKind } from './chart-frame.js';
import { amount, coordinate } from './coordinate.js';

/** A part of a bar. */
export interface Interval {
  readonly kind: ChartKind | 'wait' | 'work';
  /** Percent of the whole. */
  readonly from: number;
  /** Percent of the whole. */
  readonly width: number;
}

/** A bar with parts somewhere on it, for a cell of a table that has the numbers: who listens does not hear of it. */
export function intervalBar(parts: readonly Interval[]): Html {
  return html`<svg class="bar" height="12" aria-hidden="true">
    ${parts.map(
      ({ kind, from, width }) =>
        html`<rect
          class="${kind}"
          x="${coordinate(amount(from))}%"
          width="${coordinate(amount(width))}%"
          height="12"
        />`,
    )}
  </svg>`;
}
