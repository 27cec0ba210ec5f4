import sql, { type Sql } from 'sql-template-tag';
import { GenericError } from '@kojikit/protocol';
import type { Context } from '../../ground/context.js';
import type { Dialect } from '../../db/database.js';
import { literally, orderBy, pageClause, type Page } from '../../query/browsing.js';
import { likeInAnyCase } from '../any-case.js';
import { searchTypes, type SearchType } from '../search-types.js';
import { findByNumber, NUMBERED_TYPES } from './by-number.js';
import { namesBefore, type Matcher } from './matcher.js';
import { thingsQuery, type ThingRow } from './thing-queries.js';

/** Parts of a name, between dashes, that packages are looked for by. */
const MOST_PARTS = 20;

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
  const found = sql`SELECT ${id} AS id, ${name} AS name FROM ${from} WHERE ${conditions(ctx.db.dialect, type, searched, matcher)}
    ${pageClause({ id, name }, page, id)}`;
  const things = { id: sql`things.id`, name: sql`things.name` };
  return ctx.db.all<ThingRow>(sql`SELECT * FROM (${thingsQuery(ctx.db.dialect, type, found)}) AS things
    ORDER BY ${orderBy(things, page.order)}, things.id`);
}

function conditions(
  dialect: Dialect,
  type: string,
  { name, where, matchOn }: SearchType,
  matcher: Matcher,
): Sql {
  const either = (left: Sql, right: Sql) => sql`${left} OR ${right}`;
  const hits = (matchOn ?? [name]).map(matcher.name).reduce(either);
  const packages = type === 'build' ? packagesOf(dialect, matcher) : undefined;
  const found = packages === undefined ? hits : sql`(${packages} AND (${hits}))`;
  const bare = /^\d{1,9}$/.test(matcher.terms)
    ? sql` OR ${searchTypes[type]!.id} = ${Number(matcher.terms)}`
    : sql``;
  return where === undefined ? sql`(${found}${bare})` : sql`${where} AND (${found}${bare})`;
}

/* Builds are many, packages are fewer: only those of packages with such names are looked at, where the beginning of the
   name is known. Undefined where it is not, or where engines disagree on its small letters. */
function packagesOf(dialect: Dialect, { nameHead }: Matcher): Sql | undefined {
  const head = /^[\x20-\x7e]*/.exec(nameHead)![0].split('-').slice(0, MOST_PARTS).join('-');
  if (head === '') return undefined;
  const longer = likeInAnyCase(dialect, `${literally(head)}%`)(sql`name`);
  const shorter = dialect.isIn(sql`lower(name)`, namesBefore(head.toLowerCase()));
  return sql`build.pkg_id IN (SELECT id FROM package WHERE ${longer} OR ${shorter})`;
}
