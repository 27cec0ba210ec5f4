import type { FoundThings, IdAndName, KeywordArguments, Listing, QueryOptions } from './shapes.js';

/** Searching by pattern, and filtering the answers of other methods. */
export interface SearchApi {
  /**
   * Ids and names of packages, builds, tags, targets, users, hosts, RPMs or archives that match: by glob, by
   * regular expression, or exactly.
   *
   * `search(terms, type, matchType, queryOpts=nil)`, for anyone. Throws GenericError.
   */
  search: {
    params: {
      terms: string;
      type: string;
      matchType: 'glob' | 'regexp' | 'exact';
      queryOpts?: QueryOptions | null;
    };
    result: Listing<IdAndName>;
  };
  /**
   * An addition to Koji's API. What people look for, by number, name or pattern: things of all types, or a
   * page of one. Of nothing what is near.
   *
   * `find(terms, type=nil, match=nil, order=nil, start=0, limit=50)`, for anyone. Throws GenericError,
   * ParameterError.
   */
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
  /**
   * How many things another method answers: the length of a list or struct, none for nil, else one.
   *
   * `count(methodName, *args, **kw)`, for anyone. Throws GenericError, ParameterError.
   */
  count: {
    params: { methodName: string; args?: unknown[]; kw?: KeywordArguments };
    result: number;
    keywords: 'kw';
    rest: 'args';
  };
  /**
   * The list that another method answers, ordered and cut by `filterOpts`: order, offset, limit,
   * noneGreatest.
   *
   * `filterResults(methodName, *args, **kw)`, for anyone. Throws GenericError, ParameterError.
   */
  filterResults: {
    params: { methodName: string; args?: unknown[]; kw?: KeywordArguments };
    result: unknown;
    keywords: 'kw';
    rest: 'args';
  };
  /**
   * The length of the whole list that another method answers, and the list as filterResults gives it.
   *
   * `countAndFilterResults(methodName, *args, **kw)`, for anyone. Throws GenericError, ParameterError.
   */
  countAndFilterResults: {
    params: { methodName: string; args?: unknown[]; kw?: KeywordArguments };
    result: [count: number, results: unknown];
    keywords: 'kw';
    rest: 'args';
  };
}
