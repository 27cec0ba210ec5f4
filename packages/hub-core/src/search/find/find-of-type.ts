import sql, { type Sql } from 'sql-template-tag';
import { GenericError } from '@kojikit/protocol';
import type { Context } from '../../ground/context.js';
import type { Dialect } from '../../db/database.js';
import { orderBy, pageClause, type Page } from '../../query/browsing.js';
import { whereInFront } from '../long-name.js';
import { searchTypes, type SearchType } from '../search-types.js';
import { findByNumber, NUMBERED_TYPES } from './by-number.js';
import type { Matcher } from './matcher.js';
import { thingsQuery, type ThingRow } from './thing-queries.js';

/** The order of a type where nobody asks for another. */
export const usualOrder = (type: string): string =>
  ['build', 'rpm', 'maven', 'win'].includes(type) ? '-id' : 'name';

/** Things of one type, a page of them. Throws GenericError for an unknown type. */
export async function findOfType(
  ctx: Context,
  type: string,
  matcher: Matcher,
  page: Page,
): Promise<ThingRow[]> {
  const searched = Object.hasOwn(searchTypes, type) ? searchTypes[type] : undefined;
  if (searched === undefined) {
    if (!NUMBERED_TYPES.includes(type)) throw new GenericError(`No such search type: ${type}`);
    return /^\d{1,15}$/.test(matcher.terms) ? findByNumber(ctx, Number(matcher.terms), [type]) : [];
  }
  const { id, name, from } = searched;
  const found = sql`SELECT ${id} AS id, ${name} AS name FROM ${from} WHERE ${conditions(ctx.db.dialect, searched, matcher)}
    ${pageClause({ id, name }, page, id)}`;
  const things = { id: sql`things.id`, name: sql`things.name` };
  return ctx.db.all<ThingRow>(sql`SELECT * FROM (${thingsQuery(ctx.db.dialect, type, found)}) AS things
    ORDER BY ${orderBy(things, page.order)}, things.id`);
}

function conditions(dialect: Dialect, searched: SearchType, matcher: Matcher): Sql {
  const { id, name, where, matchOn } = searched;
  const either = (left: Sql, right: Sql) => sql`${left} OR ${right}`;
  const hits = (matchOn ?? [name]).map(matcher.name).reduce(either);
  const found = whereInFront(dialect, searched, matcher.nameHead, hits);
  const bare = /^\d{1,9}$/.test(matcher.terms) ? sql` OR ${id} = ${Number(matcher.terms)}` : sql``;
  return where === undefined ? sql`(${found}${bare})` : sql`${where} AND (${found}${bare})`;
}
