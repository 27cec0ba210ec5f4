import sql, { type Sql } from 'sql-template-tag';
import { BUILD_STATES, type MissingPackage } from '@kojikit/protocol';
import { currentAt } from '../history/index.js';
import type { Context } from '../ground/context.js';
import { withDoubles } from '../rpc/results.js';

/** That a build was or is in a tag, and which of the names it was found by. */
export type NamedListing = MissingPackage['builds'][number] & { readonly wanted: string };

type Block = MissingPackage['blocked'][number];
type NewestBuild = NonNullable<MissingPackage['newest_build']>;

const MOST_ROWS = 200;

/* Builds by the name of their package or of an RPM of theirs. */
const named = (ctx: Context, names: readonly string[]): Sql => sql`
  SELECT package.name AS wanted, build.id AS build_id
    FROM package JOIN build ON build.pkg_id = package.id WHERE ${ctx.db.dialect.isIn(sql`package.name`, names)}
  UNION
  SELECT name AS wanted, build_id
    FROM rpminfo WHERE ${ctx.db.dialect.isIn(sql`name`, names)} AND build_id IS NOT NULL`;

/** The builds of these names that are or were in the tags: those that are first, then the last to go. */
export async function readListings(
  ctx: Context,
  tags: readonly number[],
  names: readonly string[],
): Promise<NamedListing[]> {
  const { dialect } = ctx.db;
  const rows = await ctx.db.all<NamedListing>(sql`
    SELECT named.wanted AS wanted, build.id AS build_id,
           package.name || '-' || build.version || '-' || build.release AS nvr,
           package.id AS package_id, package.name AS package_name, tag.id AS tag_id, tag.name AS tag_name,
           listing.create_event AS create_event, ${dialect.epoch(sql`created.time`)} AS create_ts,
           creator.id AS creator_id, creator.name AS creator_name,
           listing.revoke_event AS revoke_event, ${dialect.epoch(sql`revoked.time`)} AS revoke_ts,
           revoker.id AS revoker_id, revoker.name AS revoker_name
      FROM (${named(ctx, names)}) AS named
      JOIN tag_listing AS listing ON listing.build_id = named.build_id
      JOIN build ON build.id = named.build_id
      JOIN package ON package.id = build.pkg_id
      JOIN tag ON tag.id = listing.tag_id
      JOIN events AS created ON created.id = listing.create_event
      JOIN users AS creator ON creator.id = listing.creator_id
      LEFT JOIN events AS revoked ON revoked.id = listing.revoke_event
      LEFT JOIN users AS revoker ON revoker.id = listing.revoker_id
     WHERE ${dialect.isIn(sql`listing.tag_id`, tags)}
     ORDER BY CASE WHEN listing.revoke_event IS NULL THEN 0 ELSE 1 END, listing.revoke_event DESC,
              listing.create_event DESC, build.id DESC
     LIMIT ${MOST_ROWS}`);
  return rows.map((row) => withDoubles(row, 'create_ts', 'revoke_ts'));
}

/** The packages of these names that the tags block. The nearest tag that lists a package decides. */
export async function readBlocks(
  ctx: Context,
  tags: readonly number[],
  names: readonly string[],
): Promise<Block[]> {
  const { dialect } = ctx.db;
  const rows = await ctx.db.all<Block & { readonly blocked: boolean }>(sql`
    SELECT package.id AS package_id, package.name AS package_name, tag.id AS tag_id, tag.name AS tag_name,
           listed.blocked AS blocked, listed.create_event AS create_event,
           ${dialect.epoch(sql`created.time`)} AS create_ts, creator.id AS creator_id, creator.name AS creator_name
      FROM package
      JOIN tag_packages AS listed ON listed.package_id = package.id AND ${currentAt('listed', null)}
      JOIN tag ON tag.id = listed.tag_id
      JOIN events AS created ON created.id = listed.create_event
      JOIN users AS creator ON creator.id = listed.creator_id
     WHERE ${dialect.isIn(sql`package.name`, names)} AND ${dialect.isIn(sql`listed.tag_id`, tags)}
     LIMIT ${MOST_ROWS}`);
  const place = new Map(tags.map((id, index) => [id, index]));
  const nearest = new Map<number, (typeof rows)[number]>();
  for (const row of rows.sort((one, other) => place.get(one.tag_id)! - place.get(other.tag_id)!)) {
    if (!nearest.has(row.package_id)) nearest.set(row.package_id, row);
  }
  return [...nearest.values()]
    .filter(({ blocked }) => blocked)
    .map(({ blocked: unused, ...row }) => withDoubles(row, 'create_ts'));
}

/** The newest complete build of each of these names, in whatever tag. */
export async function readNewestBuilds(
  ctx: Context,
  names: readonly string[],
): Promise<Map<string, NewestBuild>> {
  if (names.length === 0) return new Map();
  const rows = await ctx.db.all<NewestBuild & { readonly wanted: string }>(sql`
    SELECT newest.wanted AS wanted, build.id AS build_id,
           package.name || '-' || build.version || '-' || build.release AS nvr
      FROM (SELECT named.wanted AS wanted, MAX(named.build_id) AS build_id
              FROM (${named(ctx, names)}) AS named JOIN build AS made ON made.id = named.build_id
             WHERE made.state = ${BUILD_STATES.COMPLETE} GROUP BY named.wanted) AS newest
      JOIN build ON build.id = newest.build_id
      JOIN package ON package.id = build.pkg_id`);
  return new Map(rows.map(({ wanted, ...build }) => [wanted, build]));
}
