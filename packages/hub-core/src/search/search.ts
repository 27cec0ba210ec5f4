import sql, { type Sql } from 'sql-template-tag';
import { GenericError, type IdAndName } from '@kojikit/protocol';
import type { Queries } from '../db/database.js';
import { applyOptions } from '../query/apply-options.js';
import { globToLike } from '../query/glob-to-like.js';
import { answerListing, type ListingAnswer, type QueryOptions } from '../query/listing.js';
import { expectPlain, isTrue } from '../rpc/convert.js';
import type { Context } from '../rpc/context.js';
import { pythonStr } from '../rpc/python-names.js';
import { searchTypes } from './search-types.js';
import { CallerMistake } from '../rpc/caller-mistake.js';

export interface SearchQuery {
  readonly terms: unknown;
  /** One of {@link searchTypes}, or `file`, which finds nothing any more. */
  readonly type: unknown;
  /** `glob` and `regexp` mind no case; anything else is an exact search. */
  readonly matchType: unknown;
}

/**
 * Finds things by name. Throws GenericError `empty search terms` or `No such search type: <type>`, and an error
 * that is no fault of Koji's for terms that are no text or no regular expression.
 */
export async function search(
  ctx: Context,
  { terms, type, matchType }: SearchQuery,
  options: QueryOptions | null | undefined,
): Promise<ListingAnswer<IdAndName>> {
  if (!isTrue(terms)) throw new GenericError('empty search terms');
  if (type === 'file') return applyOptions([], options);
  const kind = Object.hasOwn(searchTypes, pythonStr(expectPlain(type)))
    ? searchTypes[pythonStr(type)]
    : undefined;
  if (kind === undefined) throw new GenericError(`No such search type: ${pythonStr(type)}`);
  if (typeof terms !== 'string') throw new CallerMistake('search terms must be text');

  const matches = comparison(ctx.db, terms, matchType);
  // A table without rows would never look at the expression, but a bad one is the caller's mistake all the same.
  if (matchType === 'regexp') await ctx.db.value(sql`SELECT ${matches(sql`''`)}`);
  const { name, from, id, where, matchOn } = kind;
  const hits = matchOn === undefined ? matches(name) : matchOn.map(matches).reduce(either);
  const listing = { columns: { id, name }, from, where: where === undefined ? [hits] : [where, hits] };
  return answerListing(ctx.db, listing, options);
}

const either = (left: Sql, right: Sql): Sql => sql`${left} OR ${right}`;

function comparison(db: Queries, terms: string, matchType: unknown): (column: Sql) => Sql {
  if (matchType === 'glob') {
    const pattern = globToLike(terms);
    return (column) => db.dialect.like(column, pattern, { ignoreCase: true });
  }
  if (matchType === 'regexp') return (column) => db.dialect.matches(column, terms, { ignoreCase: true });
  return (column) => sql`${column} = ${terms}`;
}
