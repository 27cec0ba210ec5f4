import { anyone } from '../auth/access.js';
import { expectPlain } from '../rpc/convert.js';
import { pythonStr } from '../rpc/python-names.js';
import { keywords, method, optional, required, rest, type Method } from '../rpc/method.js';
import { countResults, filterResults } from './filter-results.js';
import { search } from './search.js';

/* Methods called by name check their callers themselves, as in any other call. */
export const searchMethods: Method[] = [
  method('search', {
    params: [required('terms'), required('type'), required('matchType'), optional('queryOpts')],
    access: anyone,
    doc: 'Ids and names of packages, builds, tags, targets, users, hosts, RPMs or archives that match: by glob, by regular expression, or exactly.',
    handler: (ctx, { terms, type, matchType, queryOpts }) =>
      search(ctx, { terms, type, matchType }, queryOpts),
  }),
  method('count', {
    params: [required('methodName'), rest('args'), keywords('kw')],
    access: anyone,
    doc: 'How many things another method answers: the length of a list or struct, none for nil, else one.',
    handler: (ctx, { methodName, args, kw }) =>
      countResults(ctx, { method: nameOf(methodName), positional: args, named: kw }),
  }),
  method('filterResults', {
    params: [required('methodName'), rest('args'), keywords('kw')],
    access: anyone,
    doc: 'The list that another method answers, ordered and cut by `filterOpts`: order, offset, limit, noneGreatest.',
    handler: async (ctx, { methodName, args, kw }) =>
      (await filterResults(ctx, { method: nameOf(methodName), positional: args, named: kw })).results,
  }),
  method('countAndFilterResults', {
    params: [required('methodName'), rest('args'), keywords('kw')],
    access: anyone,
    doc: 'The length of the whole list that another method answers, and the list as filterResults gives it.',
    handler: async (ctx, { methodName, args, kw }) => {
      const { count, results } = await filterResults(ctx, {
        method: nameOf(methodName),
        positional: args,
        named: kw,
      });
      return [count, results] as const;
    },
  }),
];

/* Koji finds a method by whatever was given; what cannot be a key of a table is an error without a fault code. */
function nameOf(methodName: unknown): string {
  return pythonStr(expectPlain(methodName));
}
