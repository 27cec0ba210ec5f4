import sql, { empty, type Sql } from 'sql-template-tag';
import { doubleOrNull, type BrowsedPackage, type BrowsedPackages } from '@kojikit/protocol';
import { lookupNameStrictly } from '../lookup/index.js';
import { allOf, allowed, countSome, literally, pageClause, totalOf, type Page } from '../query/browsing.js';
import type { NameOrId, UserRef } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { findUserStrictly } from '../users/index.js';
import { nearestWays, type Way } from './nearest-ways.js';

export interface PackagesWanted {
  readonly tag: NameOrId | null;
  /** The owner of the package in the tag, or in any. */
  readonly user: UserRef | null;
  /** How names begin, minding no case. */
  readonly prefix: string | null;
  /** Also what the tag inherits. */
  readonly inherited: boolean;
  /** Also packages that are listed to be blocked. */
  readonly blocked: boolean;
}

/**
 * A page of the packages of the hub, of a tag or of an owner. Of each package the nearest entry of the tag counts, also
 * where it blocks; without a tag the newest. Throws GenericError for a tag or user that does not exist and
 * ParameterError for an unknown order.
 */
export async function browsePackages(
  ctx: Context,
  wanted: PackagesWanted,
  asked: Page,
): Promise<BrowsedPackages> {
  const page = allowed(asked);
  const tag = wanted.tag === null ? null : await lookupNameStrictly(ctx, 'tag', wanted.tag);
  const user = wanted.user === null ? null : await findUserStrictly(ctx, wanted.user);
  const ways = tag === null ? undefined : await nearestWays(ctx, tag.id, wanted.inherited);
  const listed = ways !== undefined || user !== null ? await entriesOf(ctx, ways, user?.id) : undefined;
  const where: Sql[] = [];
  if (wanted.prefix !== null) {
    const pattern = `${literally(wanted.prefix)}%`;
    where.push(ctx.db.dialect.like(sql`package.name`, pattern, { ignoreCase: true }));
  }
  if (listed !== undefined) where.push(sql`entry.nth = 1`);
  if (listed !== undefined && !wanted.blocked) where.push(sql`NOT entry.blocked`);
  if (user !== null) where.push(sql`users.id = ${user.id}`);
  const from = sql`package ${listed ?? empty}`;
  const packages = await readPage(ctx, from, where, listed !== undefined, page);
  return {
    tag,
    user: user === null ? null : { id: user.id, name: user.name },
    packages,
    total: await totalOf(packages, page, () => countSome(ctx.db, from, where)),
  };
}

/**
 * A page of the packages that somebody owns in some tag, each with the newest of these entries. Throws ParameterError for
 * an unknown order.
 */
export async function packagesOfOwner(ctx: Context, owner: number, page: Page): Promise<BrowsedPackage[]> {
  const from = sql`package ${await entriesOf(ctx, undefined, owner)}`;
  return readPage(ctx, from, [sql`entry.nth = 1`], true, allowed(page));
}

/* Joins the entries of packages, of which the one that counts is the first, with tag and owner. */
async function entriesOf(
  ctx: Context,
  ways: readonly Way[] | undefined,
  owner: number | undefined,
): Promise<Sql> {
  const entries =
    ways === undefined
      ? sql`SELECT tag_packages.*, ROW_NUMBER() OVER (
          PARTITION BY tag_packages.package_id ORDER BY tag_packages.create_event DESC) AS nth
        FROM tag_packages JOIN tag_package_owners
          ON tag_package_owners.tag_id = tag_packages.tag_id
          AND tag_package_owners.package_id = tag_packages.package_id AND tag_package_owners.active IS TRUE
        WHERE tag_packages.active IS TRUE AND tag_package_owners.owner = ${owner}`
      : sql`SELECT tag_packages.*,
          ROW_NUMBER() OVER (PARTITION BY tag_packages.package_id ORDER BY listed.place) AS nth
        FROM tag_packages JOIN ${ctx.db.dialect.listed(ways.map(({ tagId }) => tagId))}
          ON listed.value = tag_packages.tag_id
        WHERE tag_packages.active IS TRUE${await filtered(ctx, ways)}`;
  return sql`JOIN (${entries}) AS entry ON entry.package_id = package.id
    JOIN tag ON tag.id = entry.tag_id
    LEFT JOIN tag_package_owners AS owned ON owned.tag_id = entry.tag_id
      AND owned.package_id = entry.package_id AND owned.active IS TRUE
    LEFT JOIN users ON users.id = owned.owner`;
}

/* Package filters of the inheritance are Python's expressions, which databases cannot evaluate. */
async function filtered(ctx: Context, ways: readonly Way[]): Promise<Sql> {
  const tags = [...new Set(ways.filter(({ filters }) => filters.length > 0).map(({ tagId }) => tagId))];
  if (tags.length === 0) return empty;
  const names = await ctx.db.all<{ tag_id: number; package_id: number; name: string }>(sql`
    SELECT tag_packages.tag_id, tag_packages.package_id, package.name
    FROM tag_packages JOIN package ON package.id = tag_packages.package_id
    WHERE tag_packages.active IS TRUE AND ${ctx.db.dialect.isIn(sql`tag_packages.tag_id`, tags)}`);
  const left = ways.flatMap(({ tagId, filters }, place) =>
    names
      .filter((row) => row.tag_id === tagId && !filters.every((filter) => filter.test(row.name)))
      .map((row) => `${place}/${row.package_id}`),
  );
  return sql` AND NOT ${ctx.db.dialect.isIn(sql`(listed.place || '/' || tag_packages.package_id)`, left)}`;
}

const LISTED_COLUMNS = sql`, entry.tag_id, tag.name AS tag_name, entry.blocked, entry.extra_arches,
  users.id AS owner_id, users.name AS owner_name`;

const ORDERS = { package_id: sql`package.id`, package_name: sql`package.name` };
const LISTED_ORDERS = {
  ...ORDERS,
  tag_name: sql`tag.name`,
  owner_name: sql`users.name`,
  blocked: sql`entry.blocked`,
};

type Row = Omit<BrowsedPackage, keyof Newest>;

async function readPage(
  ctx: Context,
  from: Sql,
  where: readonly Sql[],
  listed: boolean,
  page: Page,
): Promise<BrowsedPackage[]> {
  const rows = await ctx.db.all<Row>(sql`
    SELECT package.id AS package_id, package.name AS package_name${listed ? LISTED_COLUMNS : empty}
    FROM ${from} WHERE ${allOf(where)}
    ${pageClause(listed ? LISTED_ORDERS : ORDERS, page, sql`package.id`)}`);
  const builds = await newestBuilds(ctx, rows);
  return rows.map((row) => ({ ...row, ...(builds.get(row.package_id) ?? NONE) }));
}

type Newest = Pick<BrowsedPackage, 'build_id' | 'nvr' | 'build_state' | 'build_ts'>;

const NONE: Newest = { build_id: null, nvr: null, build_state: null, build_ts: null };

interface StoredBuild {
  readonly id: number;
  readonly pkg_id: number;
  readonly version: string;
  readonly release: string;
  readonly state: number;
  readonly time: number | null;
}

/** Of each package the build that was made last, in whatever state. */
export async function newestBuilds(
  ctx: Context,
  packages: readonly Pick<Row, 'package_id' | 'package_name'>[],
): Promise<Map<number, Newest>> {
  if (packages.length === 0) return new Map();
  const names = new Map(packages.map((row) => [row.package_id, row.package_name]));
  const { epoch, isIn } = ctx.db.dialect;
  const builds = await ctx.db.all<StoredBuild>(sql`
    SELECT build.id, build.pkg_id, build.version, build.release, build.state,
      ${epoch(sql`COALESCE(build.completion_time, build.start_time)`)} AS time
    FROM (SELECT MAX(id) AS id FROM build WHERE ${isIn(sql`pkg_id`, [...names.keys()])} GROUP BY pkg_id) AS newest
    JOIN build ON build.id = newest.id`);
  return new Map(
    builds.map(({ id, pkg_id: listed, version, release, state, time }) => [
      listed,
      {
        build_id: id,
        nvr: `${names.get(listed)}-${version}-${release}`,
        build_state: state,
        build_ts: doubleOrNull(time),
      },
    ]),
  );
}
