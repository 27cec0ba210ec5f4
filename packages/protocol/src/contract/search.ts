import type { FoundThings, IdAndName, Listing, QueryOptions, Struct } from './shapes.js';

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
  find: {
    params: {
      terms: string;
      /** One kind of thing. Left out: all, some of each. */
      type?: string | null;
      /** Left out: `glob` with a wildcard in the terms, else what has them in its name or begins with them. */
      match?: 'glob' | 'regexp' | 'exact' | null;
      order?: string | null;
      start?: number;
      limit?: number;
    };
    result: FoundThings;
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
