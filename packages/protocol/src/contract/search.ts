import type { IdAndName, Listing, QueryOptions, Struct } from './shapes.js';

/** Searching by pattern, and filtering the answers of other methods. */
export interface SearchApi {
  search: {
    params: {
      terms: string;
      type: string;
      matchType: 'glob' | 'regexp' | 'exact';
      queryOpts?: QueryOptions | null;
    };
    result: Listing<IdAndName>;
  };
  count: {
    params: { methodName: string; args?: unknown[]; kw?: Struct };
    result: number;
    keywords: 'kw';
    rest: 'args';
  };
  filterResults: {
    params: { methodName: string; args?: unknown[]; kw?: Struct };
    result: unknown;
    keywords: 'kw';
    rest: 'args';
  };
  countAndFilterResults: {
    params: { methodName: string; args?: unknown[]; kw?: Struct };
    result: [count: number, results: unknown];
    keywords: 'kw';
    rest: 'args';
  };
}
