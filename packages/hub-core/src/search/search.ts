import sql, { type Sql } from 'sql-template-tag';
import type { IdAndName } from '@kojikit/protocol';
import type { Queries } from '../db/database.js';
import { applyOptions } from '../query/apply-options.js';
import { globToLike } from '../query/glob-to-like.js';
import { answerListing, type ListingAnswer } from '../query/listing.js';
import type { QueryOptions } from '../query/readers/query-options.js';
import type { Context } from '../ground/context.js';
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
  const matches = comparison(ctx.db, terms, matchType);
  // A table without rows would never look at the expression, but a bad one is the caller's mistake all the same.
  if (matchType === 'regexp') await ctx.db.value(sql`SELECT ${matches(sql`''`)}`);
  const { name, from, id, where, matchOn } = type;
  const hits = matchOn === undefined ? matches(name) : matchOn.map(matches).reduce(either);
  const listing = { columns: { id, name }, from, where: where === undefined ? [hits] : [where, hits] };
  return answerListing(ctx.db, listing, options);
}

const either = (left: Sql, right: Sql): Sql => sql`${left} OR ${right}`;

function comparison(db: Queries, terms: string, matchType: MatchType): (column: Sql) => Sql {
  if (matchType === 'glob') {
    const pattern = globToLike(terms);
    return (column) => db.dialect.like(column, pattern, { ignoreCase: true });
  }
  if (matchType === 'regexp') return (column) => db.dialect.matches(column, terms, { ignoreCase: true });
  return (column) => sql`${column} = ${terms}`;
}
