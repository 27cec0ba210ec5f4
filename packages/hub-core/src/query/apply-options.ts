import { pythonStr } from '../rpc/python-names.js';
import type { QueryOptions } from './listing.js';

/**
 * Applies a caller's `queryOpts` to rows that were not made by one query: order by one member, offset, limit, countOnly.
 * Throws an error that is no fault of Koji's (code 1), as Koji does, for an order by a member that the rows lack.
 */
export function applyOptions<R extends object>(
  rows: readonly R[],
  options: QueryOptions | null | undefined,
): R[] | number {
  let result = [...rows];
  const { order, offset, limit, countOnly } = options ?? {};
  if (order) {
    const term = pythonStr(order);
    const descending = term.startsWith('-');
    const member = term.replace(/^-/, '');
    if (result.some((row) => !(member in row))) throw new Error(`Invalid order: ${member}`);
    result.sort((a, b) => compare(valueOf(a, member), valueOf(b, member)) * (descending ? -1 : 1));
  }
  if (offset) result = result.slice(Number(offset));
  if (limit) result = result.slice(0, Number(limit));
  return countOnly ? result.length : result;
}

function valueOf(row: object, member: string): unknown {
  return (row as Record<string, unknown>)[member];
}

/* Text by code point, as Python sorts it; nil before everything. */
function compare(a: unknown, b: unknown): number {
  if (a === b) return 0;
  if (a === null || a === undefined) return -1;
  if (b === null || b === undefined) return 1;
  return (a as number | string) < (b as number | string) ? -1 : 1;
}
