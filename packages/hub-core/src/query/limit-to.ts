import sql, { empty, raw, type Sql } from 'sql-template-tag';
import type { WholeNumber } from '../rpc/convert.js';

/*
 * How many rows are wanted stands in the text of a statement where it can: for a limit or an offset that is bound PostgreSQL either
 * expects a tenth of all rows, or plans the statement anew each time.
 */

/** Limits that callers ask for again and again, and those with one more, which tells whether there are more. */
const USUAL: ReadonlySet<WholeNumber> = new Set(
  [1, 10, 20, 25, 50, 100, 200, 500, 1000].flatMap((limit) => [limit, limit + 1]),
);

export function isUsual(limit: WholeNumber | undefined): limit is number {
  return limit !== undefined && USUAL.has(limit);
}

/** `LIMIT most`, for a number that is the hub's own. */
export function limitTo(most: number): Sql {
  return raw(`LIMIT ${most}`);
}

/** LIMIT, and OFFSET unless nothing is skipped, for numbers that a caller gave. */
export function limitAsked(limit: number, skipped = 0): Sql {
  return sql`${isUsual(limit) ? limitTo(limit) : sql`LIMIT ${limit}`}${skipped === 0 ? empty : sql` OFFSET ${skipped}`}`;
}
