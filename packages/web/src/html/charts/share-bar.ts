import type { Html } from '../html.js';
import type { ChartKind } from './chart-frame.js';
import { amount } from './coordinate.js';
import { intervalBar } from './interval-bar.js';

/**
 * A horizontal bar for a cell of a table that has the number: as long as the value is a share of the most.
 * @param most the value of the longest bar; of percentages 100.
 * @param kind its colour. Default: `plain`.
 */
export function shareBar(value: number, most: number, kind: ChartKind = 'plain'): Html {
  return stackedBar([{ value, kind }], most);
}

/** The same of several parts, one after the other. */
export function stackedBar(
  parts: readonly { readonly value: number; readonly kind: ChartKind }[],
  most: number,
): Html {
  let from = 0;
  return intervalBar(
    parts.map(({ value, kind }) => {
      const width = most > 0 ? Math.min((amount(value) / most) * 100, 100 - from) : 0;
      from += width;
      return { kind, from: from - width, width };
    }),
  );
}
