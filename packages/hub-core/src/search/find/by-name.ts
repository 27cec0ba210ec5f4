import sql, { type Sql } from 'sql-template-tag';
import type { Context } from '../../ground/context.js';
import { newestBuilds } from '../../packages/index.js';
import { searchTypes } from '../search-types.js';
import { namesBefore } from '../../query/name-in-front.js';
import type { Matcher } from './matcher.js';
import { thingsQuery, together, type ThingRow } from './thing-queries.js';
import { limitAsked, limitTo } from '../../query/limit-to.js';

const NAMED = ['tag', 'target', 'user', 'host'];
const MOST_PACKAGES = 50;

/** Those that are called so come first, then short names. */
const best = (name: Sql, terms: string): Sql =>
  sql`CASE WHEN lower(${name}) = lower(${terms}) THEN 0 ELSE 1 END, length(${name}), ${name}`;

/**
 * Things whose name is found, one more than `limit` of each type. Five queries: packages, their newest builds, what else
 * has a name, builds, RPMs. Builds and RPMs are looked for below their packages and names, so that not all of them are
 * read: a pattern that begins with a wildcard finds the builds of packages with such names.
 */
export async function findByName(ctx: Context, matcher: Matcher, limit: number): Promise<ThingRow[]> {
  const packages = await findPackages(ctx, matcher);
  const matching = packages.filter(({ found }) => found);
  return [
    ...(await withNewest(ctx, matching.slice(0, limit + 1))),
    ...(await findBuilds(ctx, matcher, packages, limit)),
    ...(await ctx.db.all<ThingRow>(named(ctx, matcher, limit))),
    ...(await findRpms(ctx, matcher, limit)),
  ];
}

interface FoundPackage {
  readonly id: number;
  readonly name: string;
  /** Whether its own name is found, not that of a build which begins with it. */
  readonly found: boolean;
}

async function findPackages(ctx: Context, matcher: Matcher): Promise<FoundPackage[]> {
  const { isIn } = ctx.db.dialect;
  const names = namesBefore(matcher.head.toLowerCase());
  const found = matcher.name(sql`name`);
  const rows = await ctx.db.all<{ id: number; name: string; found: number | boolean }>(sql`
    SELECT id, name, CASE WHEN ${found} THEN 1 ELSE 0 END AS found FROM package
    WHERE ${found} OR ${isIn(sql`lower(name)`, names)}
    ORDER BY ${best(sql`name`, matcher.terms)} ${limitTo(MOST_PACKAGES)}`);
  return rows.map((row) => ({ ...row, found: Boolean(row.found) }));
}

async function withNewest(ctx: Context, packages: readonly FoundPackage[]): Promise<ThingRow[]> {
  const listed = packages.map(({ id, name }) => ({ package_id: id, package_name: name }));
  const builds = await newestBuilds(ctx, listed);
  return packages.map(({ id, name }) => {
    const build = builds.get(id);
    const ts = build?.build_ts;
    return {
      type: 'package',
      id,
      name,
      state: build?.build_state ?? null,
      ts: ts === undefined || ts === null ? null : Number(ts),
      note: build?.nvr ?? null,
    };
  });
}

async function findBuilds(
  ctx: Context,
  matcher: Matcher,
  packages: readonly FoundPackage[],
  limit: number,
): Promise<ThingRow[]> {
  if (packages.length === 0) return [];
  const { dialect } = ctx.db;
  const ids = packages.map(({ id }) => id);
  const own = packages.filter(({ found }) => found).map(({ id }) => id);
  const { from, name, id } = searchTypes['build']!;
  const found = sql`SELECT ${id} AS id, ${name} AS name FROM ${from}
    WHERE ${dialect.isIn(sql`build.pkg_id`, ids)}
      AND (${dialect.isIn(sql`build.pkg_id`, own)} OR ${matcher.longName(name)})
    ORDER BY CASE WHEN lower(${name}) = lower(${matcher.terms}) THEN 0 ELSE 1 END, build.id DESC ${limitAsked(limit + 1)}`;
  return ctx.db.all<ThingRow>(thingsQuery(dialect, 'build', found));
}

function named(ctx: Context, matcher: Matcher, limit: number): Sql {
  const queries = NAMED.map((type) => {
    const { from, name, id, where } = searchTypes[type]!;
    const found = sql`SELECT ${id} AS id, ${name} AS name FROM ${from}
      WHERE ${matcher.name(name)}${where === undefined ? sql`` : sql` AND ${where}`}
      ORDER BY ${best(name, matcher.terms)} ${limitAsked(limit + 1)}`;
    return thingsQuery(ctx.db.dialect, type, found);
  });
  return together(queries);
}

async function findRpms(ctx: Context, matcher: Matcher, limit: number): Promise<ThingRow[]> {
  const { head, terms } = matcher;
  if (head === '') return [];
  const { dialect } = ctx.db;
  const { from, name, id } = searchTypes['rpm']!;
  const names = [...new Set([...namesBefore(head), ...namesBefore(head.toLowerCase())])];
  const found = sql`SELECT ${id} AS id, ${name} AS name FROM ${from}
    WHERE ${dialect.isIn(sql`rpminfo.name`, names)} AND ${matcher.longName(name)}
    ORDER BY CASE WHEN lower(${name}) = lower(${`${terms.replace(/\.rpm$/i, '')}.rpm`}) THEN 0 ELSE 1 END,
      rpminfo.id DESC ${limitAsked(limit + 1)}`;
  return ctx.db.all<ThingRow>(thingsQuery(dialect, 'rpm', found));
}
