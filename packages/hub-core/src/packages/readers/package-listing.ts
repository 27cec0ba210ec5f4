import type { QueryOptions as Asked } from '@kojikit/protocol';
import { queryOptions, rowOptions, type QueryOptions } from '../../query/readers/query-options.js';
import { comparedText } from '../../readers/index.js';
import { pythonStr } from '../../rpc/python-names.js';
import type { Reader } from '../../rpc/reader.js';

/** The name of a package. One that is null finds none; a fault quotes it as it was given. */
export const packageName: Reader<{ readonly wanted: string | null; readonly shown: string }, string> = (
  value,
) => ({ wanted: comparedText(value), shown: pythonStr(value) });

/** Options of a listing that the database makes for all packages, and the hub itself for those of a tag. */
export interface ListingOptions {
  ofAll(): QueryOptions;
  ofTag(): QueryOptions;
}

export const listingOptions: Reader<ListingOptions, Asked | null> = (value) => ({
  ofAll: () => queryOptions(value),
  ofTag: () => rowOptions(value),
});
