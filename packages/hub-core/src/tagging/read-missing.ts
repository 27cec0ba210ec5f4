import sql, { type Sql } from 'sql-template-tag';
import { BUILD_STATES, type MissingPackage } from '@kojikit/protocol';
import { currentAt } from '../history/index.js';
import type { Context } from '../ground/context.js';
import { withDoubles } from '../rpc/results.js';
import { limitTo } from '../query/limit-to.js';

/** That a build was or is in a tag, and which of the names it was found by. */
export type NamedListing = MissingPackage['builds'][number] & { readonly wanted: string };

export type Block = MissingPackage['blocked'][number];
export type NewestBuild = NonNullable<MissingPackage['newest_build']>;

/** What a hub knows of names in tags. */
export interface KnownOfNames {
  /** The builds of these names that are or were in the tags: those that are first, then the last to go. */
  readonly listings: readonly NamedListing[];
  /** Packages of these names, and of builds that were found by them, that the tags block: the nearest tag decides. */
  readonly blocks: readonly Block[];
  /** The newest complete build of each of these names, in whatever tag. */
  readonly newest: ReadonlyMap<string, NewestBuild>;
}

const MOST_ROWS = 200;

type Row =
  | (NamedListing & { readonly kind: 'listing' })
  | (Block & { readonly kind: 'entry'; readonly blocked: number })
  | (NewestBuild & { readonly kind: 'newest'; readonly wanted: string });

/**
 * All that is known of these names, in one query.
 * @param tags the nearest first.
 * @param names of packages and RPMs.
 */
export async function readMissing(
  ctx: Context,
  tags: readonly number[],
  names: readonly string[],
): Promise<KnownOfNames> {
  const { isIn } = ctx.db.dialect;
  const rows = await ctx.db.all<Row>(sql`
    WITH named AS MATERIALIZED (
      SELECT package.name AS wanted, build.id AS build_id, build.pkg_id AS pkg_id
        FROM package JOIN build ON build.pkg_id = package.id WHERE ${isIn(sql`package.name`, names)}
       UNION
      SELECT rpminfo.name AS wanted, build.id AS build_id, build.pkg_id AS pkg_id
        FROM rpminfo JOIN build ON build.id = rpminfo.build_id WHERE ${isIn(sql`rpminfo.name`, names)})
    SELECT * FROM (
      SELECT * FROM (${listingsOf(ctx, tags)}) AS listings
       UNION ALL ${entriesOf(ctx, tags, names)}
       UNION ALL ${newestOf}) AS known_of_them
     ${limitTo(3 * MOST_ROWS)}`);
  const listings = rows.filter((row) => row.kind === 'listing');
  const entries = rows.filter((row) => row.kind === 'entry');
  const newest = rows.filter((row) => row.kind === 'newest');
  return {
    listings: listings.sort(byRank).map(listingOf),
    blocks: blocksOf(entries, tags),
    newest: new Map(newest.map(({ wanted, build_id, nvr }) => [wanted, { build_id, nvr }])),
  };
}

const NVR = sql`package.name || '-' || build.version || '-' || build.release`;

function listingsOf(ctx: Context, tags: readonly number[]): Sql {
  const { epoch, isIn } = ctx.db.dialect;
  return sql`
    SELECT 'listing' AS kind, named.wanted AS wanted, build.id AS build_id, ${NVR} AS nvr,
           package.id AS package_id, package.name AS package_name, tag.id AS tag_id, tag.name AS tag_name,
           listing.create_event AS create_event, ${epoch(sql`created.time`)} AS create_ts,
           creator.id AS creator_id, creator.name AS creator_name,
           listing.revoke_event AS revoke_event, ${epoch(sql`revoked.time`)} AS revoke_ts,
           revoker.id AS revoker_id, revoker.name AS revoker_name, 0 AS blocked
      FROM named
      JOIN tag_listing AS listing ON listing.build_id = named.build_id
      JOIN build ON build.id = named.build_id
      JOIN package ON package.id = build.pkg_id
      JOIN tag ON tag.id = listing.tag_id
      JOIN events AS created ON created.id = listing.create_event
      JOIN users AS creator ON creator.id = listing.creator_id
      LEFT JOIN events AS revoked ON revoked.id = listing.revoke_event
      LEFT JOIN users AS revoker ON revoker.id = listing.revoker_id
     WHERE ${isIn(sql`listing.tag_id`, tags)}
     ORDER BY CASE WHEN listing.revoke_event IS NULL THEN 0 ELSE 1 END, listing.revoke_event DESC,
              listing.create_event DESC, build.id DESC
     ${limitTo(MOST_ROWS)}`;
}

function entriesOf(ctx: Context, tags: readonly number[], names: readonly string[]): Sql {
  const { epoch, isIn } = ctx.db.dialect;
  return sql`
    SELECT 'entry' AS kind, NULL AS wanted, NULL AS build_id, NULL AS nvr, package.id, package.name, tag.id, tag.name,
           listed.create_event, ${epoch(sql`created.time`)}, creator.id, creator.name,
           NULL AS revoke_event, NULL AS revoke_ts, NULL AS revoker_id, NULL AS revoker_name,
           CASE WHEN listed.blocked THEN 1 ELSE 0 END
      FROM package
      JOIN tag_packages AS listed ON listed.package_id = package.id AND ${currentAt('listed', null)}
      JOIN tag ON tag.id = listed.tag_id
      JOIN events AS created ON created.id = listed.create_event
      JOIN users AS creator ON creator.id = listed.creator_id
     WHERE (${isIn(sql`package.name`, names)} OR package.id IN (SELECT pkg_id FROM named))
       AND ${isIn(sql`listed.tag_id`, tags)}`;
}

const newestOf = sql`
  SELECT 'newest' AS kind, newest.wanted, build.id, ${NVR}, NULL AS package_id, NULL AS package_name,
         NULL AS tag_id, NULL AS tag_name, NULL AS create_event, NULL AS create_ts, NULL AS creator_id,
         NULL AS creator_name, NULL AS revoke_event, NULL AS revoke_ts, NULL AS revoker_id, NULL AS revoker_name, 0
    FROM (SELECT named.wanted AS wanted, MAX(named.build_id) AS build_id
            FROM named JOIN build AS made ON made.id = named.build_id
           WHERE made.state = ${BUILD_STATES.COMPLETE} GROUP BY named.wanted) AS newest
    JOIN build ON build.id = newest.build_id
    JOIN package ON package.id = build.pkg_id`;

/* As they are ordered to be cut: a union keeps no order. */
function byRank(one: NamedListing, other: NamedListing): number {
  return (
    (other.revoke_event ?? Infinity) - (one.revoke_event ?? Infinity) ||
    other.create_event - one.create_event ||
    other.build_id - one.build_id
  );
}

function listingOf(row: NamedListing & { readonly kind: string }): NamedListing {
  const { wanted, build_id, nvr, package_id, package_name, tag_id, tag_name } = row;
  const { create_event, create_ts, creator_id, creator_name } = row;
  const { revoke_event, revoke_ts, revoker_id, revoker_name } = row;
  const listing = {
    wanted,
    build_id,
    nvr,
    package_id,
    package_name,
    tag_id,
    tag_name,
    create_event,
    create_ts,
  };
  const ended = { creator_id, creator_name, revoke_event, revoke_ts, revoker_id, revoker_name };
  return withDoubles({ ...listing, ...ended }, 'create_ts', 'revoke_ts');
}

function blocksOf(rows: (Block & { readonly blocked: number })[], tags: readonly number[]): Block[] {
  const place = new Map(tags.map((id, index) => [id, index]));
  const nearest = new Map<number, (typeof rows)[number]>();
  for (const row of rows.sort((one, other) => place.get(one.tag_id)! - place.get(other.tag_id)!)) {
    if (!nearest.has(row.package_id)) nearest.set(row.package_id, row);
  }
  return [...nearest.values()].filter(({ blocked }) => blocked !== 0).map(blockOf);
}

function blockOf(row: Block): Block {
  const { package_id, package_name, tag_id, tag_name, create_event, create_ts, creator_id, creator_name } =
    row;
  const block = {
    package_id,
    package_name,
    tag_id,
    tag_name,
    create_event,
    create_ts,
    creator_id,
    creator_name,
  };
  return withDoubles(block, 'create_ts');
}
