import { hubCall, type FoundThings, type Plain } from '@kojikit/protocol';
import type { Visitor } from '../../hub/visitor.js';
import { PageError } from '../../http/page-error.js';
import { PAGE_SIZE } from '../../html/pager.js';
import { RARE_TYPES, TYPES, type SearchQuery } from './params.js';
import { readTerms } from './read-terms.js';

/** What came of a search. */
export interface SearchModel {
  readonly query: SearchQuery;
  /** As they were understood. */
  readonly terms: string;
  /** The types that the site has. */
  readonly types: readonly string[];
  /** Undefined where nothing was looked for. */
  readonly found?: Plain<FoundThings>;
  /** What was wrong with the terms. */
  readonly problem?: string;
}

/** Where a search leads when what it finds is one thing. */
export interface Found {
  readonly type: string;
  readonly id: number;
}

/** Looks for what was typed. Old links have a type and a match, and are taken literally. */
export async function readSearch(visitor: Visitor, query: SearchQuery): Promise<SearchModel> {
  const literal = query.match !== undefined;
  const read = literal ? { terms: query.terms.trim() } : readTerms(query.terms);
  const { terms } = read;
  const ask = (wanted: string) =>
    hubCall('find', {
      terms: wanted,
      start: query.start,
      limit: PAGE_SIZE,
      ...(query.type !== '' && { type: query.type }),
      ...(query.match !== undefined && { match: query.match }),
      ...(query.order !== '' && { order: query.order }),
    });
  const rare = RARE_TYPES.some((type) => type === query.type);
  const replies = await visitor.all({
    maven: hubCall('mavenEnabled'),
    windows: hubCall('winEnabled'),
    found: terms === '' || (query.type !== '' && !rare && !isType(query.type)) ? undefined : ask(terms),
  });
  const types = [
    ...TYPES,
    ...(replies.maven.optional() ? ['maven'] : []),
    ...(replies.windows.optional() ? ['win'] : []),
  ];
  if (query.type !== '' && !types.includes(query.type))
    throw new PageError(
      400,
      `type is one of ${types.join(', ')}, not “${query.type}”; without it all are searched`,
    );
  if (replies.found === undefined) return { query, terms, types };
  const fault = replies.found.fault;
  if (fault !== undefined && /regular expression|search terms have/i.test(fault.message))
    return { query, terms, types, problem: fault.message };
  const found = replies.found.value();
  if (found.groups.length > 0 || read.otherwise === undefined) return { query, terms, types, found };
  const other = (await visitor.one(ask(read.otherwise))).value();
  return { query, terms: other.groups.length > 0 ? read.otherwise : terms, types, found: other };
}

const isType = (type: string): boolean => TYPES.some((known) => known === type);

/** The one thing that was found; of several the one that the terms name whole, where they name a build or an RPM. */
export function onlyThing({ query, found }: SearchModel): Found | undefined {
  if (found === undefined || query.start > 0) return undefined;
  const things = found.groups.flatMap((group) => group.things);
  if (things.length === 1) return things[0];
  const exact = things.filter((thing) => thing.exact);
  const whole = exact.length === 1 && ['build', 'rpm'].includes(exact[0]!.type);
  return whole && query.type === '' && query.match === undefined ? exact[0] : undefined;
}
