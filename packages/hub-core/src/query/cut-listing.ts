import type { Row, Transaction } from '../db/database.js';
import { Rows } from '../db/rows.js';
import type { CutList, ListCut } from '../ground/list-cut.js';
import { orderTerms, sortedColumns, type Listing } from './listing.js';
import { cutQuery, type Selection } from './select-query.js';

/**
 * Reads some rows of a listing and counts those of a selection, in one statement. Only for an order by a member that has another whole
 * number in each row: others, and equal ones, the database orders in its own way. Undefined for more rows than a read has at once.
 * @param listing what the rows are read from; it may leave out rows that are not among those wanted.
 * @param whole what is counted.
 */
export async function cutListing(
  db: Transaction,
  listing: Listing,
  { order, limit, offset }: ListCut,
  whole: Selection,
): Promise<CutList | undefined> {
  const { columns } = sortedColumns(listing.columns);
  const window = { limit, offset: offset === 0 ? undefined : offset };
  const found = await db.manyRows<Row>(
    cutQuery(db, listing, columns, orderTerms(listing, { order }), window, whole),
  );
  if (!(found instanceof Rows)) return undefined;
  const places = placesByNumber(found.integers(order.replace(/^-/, '')), order.startsWith('-'));
  const rows = found
    .picked(places)
    .reading(listing.readers ?? {})
    .values();
  return { count: found.integers('of_all')[0]!, items: rows.map(({ of_all: unused, ...row }) => row) };
}

/* Without the row that stands for none. What is joined need not come in its order. */
function placesByNumber(numbers: readonly number[], descending: boolean): number[] {
  const places = [...numbers.keys()].filter((place) => !Number.isNaN(numbers[place]));
  return places.sort((a, b) => (numbers[a]! - numbers[b]!) * (descending ? -1 : 1));
}
