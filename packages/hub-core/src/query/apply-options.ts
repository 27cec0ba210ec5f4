import { isStruct, isTrue, isWholeNumber } from '../rpc/convert.js';
import { pythonStr } from '../rpc/python-names.js';
import type { QueryOptions } from './listing.js';
import { CallerMistake } from '../rpc/caller-mistake.js';

/**
 * Applies a caller's `queryOpts` to rows that were not made by one query: order by one member, offset, limit, countOnly.
 * Throws an error that is no fault of Koji's (code 1), as Koji does, for an order by a member that the rows lack.
 */
export function applyOptions<R extends object>(
  rows: readonly R[],
  options: QueryOptions | null | undefined,
): R[] | number {
  let result = [...rows];
  if (options !== null && options !== undefined && !isStruct(options)) {
    throw new CallerMistake('query options must be a struct');
  }
  const { order, offset, limit, countOnly } = options ?? {};
  if (isTrue(order)) {
    if (typeof order !== 'string') throw new CallerMistake('the order must be text');
    const term = order;
    const descending = term.startsWith('-');
    const member = term.replace(/^-/, '');
    if (result.some((row) => !Object.hasOwn(row, member)))
      throw new CallerMistake(`Invalid order: ${member}`);
    result.sort((a, b) => compare(valueOf(a, member), valueOf(b, member)) * (descending ? -1 : 1));
  }
  if (isTrue(offset)) result = result.slice(position('offset', offset));
  if (isTrue(limit)) result = result.slice(0, position('limit', limit));
  return isTrue(countOnly) ? result.length : result;
}

/** A place in a list as Koji's language takes one: whole numbers, negative ones from the end, and booleans. */
export function position(name: string, value: unknown): number {
  if (isWholeNumber(value) || typeof value === 'boolean') return Number(value);
  throw new CallerMistake(`the ${name} must be a whole number, not ${pythonStr(value)}`);
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
