import sql, { type Sql } from 'sql-template-tag';
import type { IdAndName } from '@kojikit/protocol';
import type { Dialect } from '../db/database.js';
import { applyOptions } from '../query/apply-options.js';
import { globToLike } from '../query/glob-to-like.js';
import { answerListing, type ListingAnswer } from '../query/listing.js';
import type { QueryOptions } from '../query/readers/query-options.js';
import type { Context } from '../ground/context.js';
import { headOf } from '../query/name-in-front.js';
import { whereInFront } from './long-name.js';
import { likeInAnyCase, matchesInAnyCase, type Condition } from './any-case.js';
import type { MatchType } from './readers/search-query.js';
import type { SearchType } from './search-types.js';

export interface SearchQuery {
  readonly terms: string;
  readonly type: SearchType | 'file';
  readonly matchType: MatchType;
}

/** Finds things by name. An error that is no fault of Koji's tells of terms that are no regular expression. */
export async function search(
  ctx: Context,
  { terms, type, matchType }: SearchQuery,
  options: QueryOptions | null,
): Promise<ListingAnswer<IdAndName>> {
  if (type === 'file') return applyOptions([], options);
  const { dialect } = ctx.db;
  const matches = comparison(dialect, terms, matchType);
  // A table without rows would never look at the expression, but a bad one is the caller's mistake all the same.
  if (matchType === 'regexp')
    await ctx.db.value(sql`SELECT ${dialect.matches(sql`''`, terms, { ignoreCase: true })}`);
  const { name, from, id, where, matchOn } = type;
  const hits = matchOn === undefined ? matches(name) : matchOn.map(matches).reduce(either);
  const head = matchType === 'glob' ? headOf(globToLike(terms)) : '';
  const found = whereInFront(dialect, type, head, hits);
  const listing = { columns: { id, name }, from, where: where === undefined ? [found] : [where, found] };
  return answerListing(ctx.db, listing, options);
}

const either = (left: Sql, right: Sql): Sql => sql`${left} OR ${right}`;

function comparison(dialect: Dialect, terms: string, matchType: MatchType): Condition {
  if (matchType === 'glob') return likeInAnyCase(dialect, globToLike(terms));
  if (matchType === 'regexp') return matchesInAnyCase(dialect, terms);
  return (column) => sql`${column} = ${terms}`;
}
