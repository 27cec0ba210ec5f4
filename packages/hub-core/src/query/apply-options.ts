import { compareText } from '@kojikit/protocol';
import { CallerMistake } from '../rpc/caller-mistake.js';
import type { QueryOptions } from './readers/query-options.js';

/**
 * Applies a caller's `queryOpts` to rows that were not made by one query: order by one member, offset, limit, countOnly.
 * Throws an error that is no fault of Koji's (code 1), as Koji does, for an order by a member that the rows lack.
 */
export function applyOptions<R extends object>(
  rows: readonly R[],
  options: QueryOptions | null | undefined,
): R[] | number {
  const { order, offset, limit, countOnly } = options ?? {};
  let result = [...rows];
  if (order) {
    const descending = order.startsWith('-');
    const member = order.replace(/^-/, '');
    if (result.some((row) => !Object.hasOwn(row, member)))
      throw new CallerMistake(`Invalid order: ${member}`);
    result.sort((a, b) => compare(valueOf(a, member), valueOf(b, member)) * (descending ? -1 : 1));
  }
  if (offset) result = result.slice(Number(offset));
  if (limit) result = result.slice(0, Number(limit));
  return countOnly ? result.length : result;
}

/** Whether {@link applyOptions} would leave rows as they are. */
export function hasNone(options: QueryOptions | null | undefined): boolean {
  const { order, offset, limit, countOnly } = options ?? {};
  return !order && !offset && !limit && !countOnly;
}

function valueOf(row: object, member: string): unknown {
  return Reflect.get(row, member);
}

/* Nil before everything. */
function compare(a: unknown, b: unknown): number {
  if (a === b) return 0;
  if (a === null || a === undefined) return -1;
  if (b === null || b === undefined) return 1;
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b);
  return Number(a) < Number(b) ? -1 : 1;
}
