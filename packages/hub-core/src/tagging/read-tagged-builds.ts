import sql, { empty, join, type Sql } from 'sql-template-tag';
import { BUILD_STATES, GenericError, type TaggedBuild } from '@kojikit/protocol';
import { draftCondition, parseExtraData } from '../builds/index.js';
import { currentAt } from '../history/index.js';
import { lookupName } from '../lookup/index.js';
import { usablePackages } from '../packages/index.js';
import { groupBy } from '../query/group-by.js';
import { selectList } from '../query/listing.js';
import type { NameOrId } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import type { WholeNumber } from '../rpc/convert.js';
import { fullInheritance, type InheritanceStep } from '../tags/index.js';
import type { Latest } from './readers/latest.js';
import { faultText } from '../rpc/fault-text.js';

export interface TaggedBuildsFilter {
  readonly event?: WholeNumber | null;
  /** Follow the tag's inheritance. Default: no. */
  readonly inherit?: boolean;
  /** Default: all. */
  readonly latest?: Latest;
  /** The name of a package; null: of none. */
  readonly package?: string | null;
  /** The name of a user; null: of none. */
  readonly owner?: string | null;
  /** Builds of one kind alone: `maven`, `win` and `image` add their own members. Null: of any. */
  readonly type?: NameOrId | null;
  /** True for drafts alone, false for none; null: both. */
  readonly draft?: boolean | null;
  /** Answer the builds' further data. Default: no. */
  readonly extra?: boolean;
}

/**
 * The finished builds of a tag: by the order of inheritance, and in each tag the one that was tagged last first.
 * Packages that are not listed in the tag or blocked there are left out, whatever is tagged.
 * One query for all tags, two with `latest`: of each package and tag no more rows are read than it asks for.
 * Throws GenericError `unsupported build type: <type>`.
 */
export async function readTaggedBuilds(
  ctx: Context,
  tagId: number,
  filter: TaggedBuildsFilter = {},
): Promise<TaggedBuild[]> {
  const limit = limitOf(filter.latest ?? false);
  const steps = await fullInheritance(ctx, tagId, filter.event);
  // A tag that is reached by several ways stands here, and its builds in the answer, as often.
  const tags = filter.inherit ? [tagId, ...steps.map((step) => step.parent_id)] : [tagId];
  const packages = await packagesToList(ctx, tagId, steps, filter);
  const source = await typeSource(ctx, filter.type);
  if (packages.size === 0) return [];

  const rows = await readRows(ctx, [...new Set(tags)], filter, source, limit);
  const builds = rows.filter((build) => packages.has(build.package_id));
  const byTag = groupBy(builds, (build) => build.tag_id);
  return inOrder(tags, byTag, limit);
}

async function packagesToList(
  ctx: Context,
  tagId: number,
  inheritance: readonly InheritanceStep[],
  { event, package: name }: TaggedBuildsFilter,
): Promise<Set<number>> {
  if (name === undefined) return usablePackages(ctx, tagId, { event, inheritance });
  const wanted = name === null ? undefined : await lookupName(ctx, 'package', name);
  if (wanted === undefined) return new Set();
  return usablePackages(ctx, tagId, { event, inheritance, packageId: wanted.id });
}

function limitOf(latest: Latest): number | undefined {
  return latest === true ? 1 : latest === false ? undefined : latest;
}

function inOrder(
  tags: readonly number[],
  byTag: ReadonlyMap<number, readonly TaggedBuild[]>,
  limit: number | undefined,
): TaggedBuild[] {
  const builds: TaggedBuild[] = [];
  const seen = new Map<number, number>();
  for (const tag of tags) {
    for (const build of byTag.get(tag) ?? []) {
      if (limit !== undefined) {
        const count = seen.get(build.package_id) ?? 0;
        if (count >= limit) continue;
        seen.set(build.package_id, count + 1);
      }
      builds.push(build);
    }
  }
  return builds;
}

/** What a kind of build adds to the query. */
interface TypeSource {
  readonly joins: Sql;
  readonly columns: Readonly<Record<string, Sql>>;
}

async function typeSource(ctx: Context, type: TaggedBuildsFilter['type']): Promise<TypeSource> {
  switch (type) {
    case null:
    case undefined:
      return { joins: empty, columns: {} };
    case 'maven':
      return {
        joins: sql`JOIN maven_builds ON maven_builds.build_id = build.id`,
        columns: {
          maven_group_id: sql`maven_builds.group_id`,
          maven_artifact_id: sql`maven_builds.artifact_id`,
          maven_version: sql`maven_builds.version`,
        },
      };
    case 'win':
      return {
        joins: sql`JOIN win_builds ON win_builds.build_id = build.id`,
        columns: { platform: sql`win_builds.platform` },
      };
    case 'image':
      return { joins: sql`JOIN image_builds ON image_builds.build_id = build.id`, columns: {} };
  }
  const kind = await lookupName(ctx, 'btype', type);
  if (kind === undefined) throw new GenericError(faultText`unsupported build type: ${type}`);
  return {
    joins: sql`JOIN build_types ON build_types.build_id = build.id AND build_types.btype_id = ${kind.id}`,
    columns: {},
  };
}

/** What is known of a build that is tagged, besides what the tagging itself says. */
const BUILD_COLUMNS: Readonly<Record<string, Sql>> = {
  id: sql`build.id`,
  build_id: sql`build.id`,
  version: sql`build.version`,
  release: sql`build.release`,
  epoch: sql`build.epoch`,
  state: sql`build.state`,
  completion_time: sql`build.completion_time`,
  promotion_time: sql`build.promotion_time`,
  start_time: sql`build.start_time`,
  task_id: sql`build.task_id`,
  draft: sql`build.draft`,
  owner_id: sql`users.id`,
  owner_name: sql`users.name`,
  promoter_id: sql`promoter.id`,
  promoter_name: sql`promoter.name`,
  creation_event_id: sql`events.id`,
  creation_time: sql`events.time`,
  volume_id: sql`volume.id`,
  volume_name: sql`volume.name`,
  package_id: sql`package.id`,
  package_name: sql`package.name`,
  name: sql`package.name`,
  nvr: sql`package.name || '-' || build.version || '-' || build.release`,
};

const TAGGING_COLUMNS: Readonly<Record<string, Sql>> = {
  tag_id: sql`tag.id`,
  tag_name: sql`tag.name`,
  create_event: sql`tag_listing.create_event`,
};

const TAGGED_BUILDS = sql`tag_listing JOIN build ON build.id = tag_listing.build_id`;
const LISTING = sql`${TAGGED_BUILDS} JOIN tag ON tag.id = tag_listing.tag_id`;

const BUILD_DETAILS = sql`
  JOIN events ON events.id = build.create_event
  JOIN package ON package.id = build.pkg_id
  JOIN volume ON volume.id = build.volume_id
  JOIN users ON users.id = build.owner
  LEFT JOIN users AS promoter ON promoter.id = build.promoter`;

/* Tagged last comes first; of what was tagged at the same event, the newest build. */
const ORDER = sql`tag_listing.create_event DESC, build.id DESC`;

/* {@link ORDER} as one number of both, which have 32 bits each: the largest of many is found without sorting them. */
const POSITION = sql`((CAST(tag_listing.create_event AS bigint) << 32) | build.id)`;

async function readRows(
  ctx: Context,
  tags: readonly number[],
  filter: TaggedBuildsFilter,
  source: TypeSource,
  limit: number | undefined,
): Promise<TaggedBuild[]> {
  const withExtra = filter.extra === true;
  const columns = { ...BUILD_COLUMNS, ...source.columns, ...(withExtra && { extra: sql`build.extra` }) };
  const rows =
    limit === undefined
      ? await ctx.db.all<TaggedBuild>(sql`
          SELECT ${selectList({ ...TAGGING_COLUMNS, ...columns })}
          FROM ${LISTING} ${BUILD_DETAILS} ${source.joins}
          WHERE ${conditions(ctx, tags, filter)} ORDER BY ${ORDER}`)
      : await readLatest(ctx, await latestTaggings(ctx, tags, filter, source, limit), columns, source);
  if (!withExtra) return rows;
  for (const row of rows) row.extra = parseExtraData(row.extra);
  return rows;
}

type Tagging = Pick<TaggedBuild, 'build_id' | 'tag_id' | 'tag_name' | 'create_event'>;

/* Most of what is tagged is not the latest: it is ranked by few columns, and only for what is left the others are read. */
async function latestTaggings(
  ctx: Context,
  tags: readonly number[],
  filter: TaggedBuildsFilter,
  source: TypeSource,
  limit: number,
): Promise<Tagging[]> {
  const owners = filter.owner !== undefined ? sql`JOIN users ON users.id = build.owner` : empty;
  const names = filter.package !== undefined ? sql`JOIN package ON package.id = build.pkg_id` : empty;
  const from = sql`${TAGGED_BUILDS} ${names} ${owners} ${source.joins} WHERE ${conditions(ctx, tags, filter)}`;
  const latest =
    limit === 1
      ? sql`
        SELECT tag_listing.tag_id, MAX(${POSITION}) AS position
        FROM ${from} GROUP BY tag_listing.tag_id, build.pkg_id`
      : sql`
        SELECT tag_id, position FROM (
          SELECT tag_listing.tag_id, ${POSITION} AS position,
            ROW_NUMBER() OVER (PARTITION BY tag_listing.tag_id, build.pkg_id ORDER BY ${POSITION} DESC) AS place
          FROM ${from}) AS ranked
        WHERE place <= ${limit}`;
  return ctx.db.all<Tagging>(sql`
    SELECT latest.position & 4294967295 AS build_id, tag.id AS tag_id, tag.name AS tag_name,
      latest.position >> 32 AS create_event
    FROM (${latest}) AS latest JOIN tag ON tag.id = latest.tag_id
    ORDER BY latest.position DESC`);
}

async function readLatest(
  ctx: Context,
  taggings: readonly Tagging[],
  columns: Readonly<Record<string, Sql>>,
  source: TypeSource,
): Promise<TaggedBuild[]> {
  const ids = [...new Set(taggings.map((tagging) => tagging.build_id))];
  if (ids.length === 0) return [];
  const builds = await ctx.db.all<Omit<TaggedBuild, 'tag_id' | 'tag_name' | 'create_event'>>(sql`
    SELECT ${selectList(columns)} FROM build ${BUILD_DETAILS} ${source.joins}
    WHERE ${ctx.db.dialect.isIn(sql`build.id`, ids)}`);
  const byId = new Map(builds.map((build) => [build.build_id, build]));
  const tagged: TaggedBuild[] = [];
  for (const tagging of taggings) {
    const build = byId.get(tagging.build_id);
    // It may have been deleted since the first read. Spreading both into a new object takes five times as long.
    if (build !== undefined) tagged.push(Object.assign({}, build, tagging));
  }
  return tagged;
}

function conditions(ctx: Context, tags: readonly number[], filter: TaggedBuildsFilter): Sql {
  const where: Sql[] = [
    currentAt('tag_listing', filter.event),
    ctx.db.dialect.isIn(sql`tag_listing.tag_id`, tags),
    sql`build.state = ${BUILD_STATES.COMPLETE}`,
  ];
  if (filter.package !== undefined) where.push(sql`package.name = ${filter.package}`);
  if (filter.owner !== undefined) where.push(sql`users.name = ${filter.owner}`);
  if (filter.draft != null) where.push(draftCondition(filter.draft, 'build'));
  return join(where, ' AND ');
}
