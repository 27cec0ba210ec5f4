import { anyone } from '../auth/access.js';
import { queryOptions } from '../query/readers/query-options.js';
import { integer, list, struct, text, unlessEmpty } from '../readers/index.js';
import { method, type Method } from '../rpc/method.js';
import { keywords, optional, rest } from '../rpc/reader.js';
import { countResults } from './count-results.js';
import { filterResults } from './filter-results.js';
import { find } from './find/find.js';
import { isKeepableCall } from './keepable-call.js';
import { filteredCall, methodName } from './readers/named-call.js';
import { givenMatch, matchType, searchTerms, searchType } from './readers/search-query.js';
import { search } from './search.js';

const isKeepableFiltered: typeof isKeepableCall = (given, methods) =>
  isKeepableCall(given, methods, ['filterOpts']);

/* Methods called by name check their callers themselves, as in any other call. */
export const searchMethods: Method[] = [
  method('search', {
    params: { terms: searchTerms, type: searchType, matchType, queryOpts: optional(queryOptions) },
    access: anyone,
    doc: 'Ids and names of packages, builds, tags, targets, users, hosts, RPMs or archives that match: by glob, by regular expression, or exactly.',
    keepable: true,
    handler: (ctx, { terms, type, matchType, queryOpts }) =>
      search(ctx, { terms, type, matchType }, queryOpts),
  }),
  method('find', {
    params: {
      terms: text,
      type: optional(unlessEmpty(text)),
      match: optional(givenMatch),
      order: optional(unlessEmpty(text)),
      start: optional(integer, 0),
      limit: optional(integer, 50),
    },
    access: anyone,
    doc: 'What people look for, by number, name or pattern: things of all types, or a page of one. Of nothing what is near.',
    handler: (ctx, query) => find(ctx, query),
  }),
  method('count', {
    params: { methodName, args: rest(list), kw: keywords(struct) },
    access: anyone,
    doc: 'How many things another method answers: the length of a list or struct, none for nil, else one.',
    keepable: isKeepableCall,
    handler: (ctx, { methodName: name, args, kw }) =>
      countResults(ctx, { method: name, positional: args, named: kw }),
  }),
  method('filterResults', {
    params: { methodName, args: rest(list), kw: keywords(filteredCall) },
    access: anyone,
    doc: 'The list that another method answers, ordered and cut by `filterOpts`: order, offset, limit, noneGreatest.',
    keepable: isKeepableFiltered,
    handler: async (ctx, { methodName: name, args, kw: { named, filter } }) =>
      (await filterResults(ctx, { method: name, positional: args, named }, filter)).results,
  }),
  method('countAndFilterResults', {
    params: { methodName, args: rest(list), kw: keywords(filteredCall) },
    access: anyone,
    doc: 'The length of the whole list that another method answers, and the list as filterResults gives it.',
    keepable: isKeepableFiltered,
    handler: async (ctx, { methodName: name, args, kw: { named, filter } }) => {
      const call = { method: name, positional: args, named };
      const { count, results } = await filterResults(ctx, call, filter);
      return [count, results] as const;
    },
  }),
];
