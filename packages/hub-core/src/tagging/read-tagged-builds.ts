import sql, { empty, join, type Sql } from 'sql-template-tag';
import { BUILD_STATES, GenericError, type TaggedBuild } from '@kojikit/protocol';
import { draftCondition, parseExtraData } from '../builds/index.js';
import { ObjectRows } from '../db/object-rows.js';
import type { Rows } from '../db/rows.js';
import { currentAt } from '../history/index.js';
import { lookupName } from '../lookup/index.js';
import { usablePackages } from '../packages/index.js';
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
): Promise<Rows<TaggedBuild>> {
  const limit = limitOf(filter.latest ?? false);
  const steps = await fullInheritance(ctx, tagId, filter.event);
  // A tag that is reached by several ways stands here, and its builds in the answer, as often.
  const tags = filter.inherit ? [tagId, ...steps.map((step) => step.parent_id)] : [tagId];
  const packages = await packagesToList(ctx, tagId, steps, filter);
  const source = await typeSource(ctx, filter.type);
  if (packages.size === 0) return new ObjectRows<TaggedBuild>([]);

  const reading = { ctx, tags: [...new Set(tags)], filter, source };
  if (limit === undefined) {
    const rows = await readAll(reading);
    return rows.picked(inOrder(rows, tags, packages));
  }
  // Most of what is tagged is not the latest: it is found by few columns, and only of that the others are read.
  const latest = await latestTaggings(reading, limit);
  return withBuilds(reading, latest.picked(inOrder(latest, tags, packages, limit)));
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

/** What is listed by package and tag. */
interface OfPackage {
  readonly tag_id: number;
  readonly package_id: number;
}

/** The places of the rows that belong to the answer, in its order: of each package no more than `limit`. */
function inOrder(
  rows: Rows<OfPackage>,
  tags: readonly number[],
  packages: ReadonlySet<number>,
  limit = Infinity,
): number[] {
  const byTag = new Map<number, number[]>(tags.map((tag) => [tag, []]));
  const ids = rows.integers('package_id');
  rows.integers('tag_id').forEach((tag, place) => {
    if (packages.has(ids[place]!)) byTag.get(tag)?.push(place);
  });
  if (limit === Infinity) return tags.flatMap((tag) => byTag.get(tag)!);
  const counts = new Map<number, number>();
  return tags.flatMap((tag) =>
    byTag.get(tag)!.filter((place) => {
      const count = counts.get(ids[place]!) ?? 0;
      counts.set(ids[place]!, count + 1);
      return count < limit;
    }),
  );
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
  version: sql`build.version`,
  release: sql`build.release`,
  epoch: sql`build.epoch`,
  state: sql`build.state`,
  completion_time: sql`build.completion_time`,
  promotion_time: sql`build.promotion_time`,
  start_time: sql`build.start_time`,
  task_id: sql`build.task_id`,
  draft: sql`build.draft`,
  owner_id: sql`build.owner`,
  owner_name: sql`users.name`,
  promoter_id: sql`build.promoter`,
  promoter_name: sql`promoter.name`,
  creation_event_id: sql`build.create_event`,
  creation_time: sql`events.time`,
  volume_id: sql`build.volume_id`,
  volume_name: sql`volume.name`,
  package_name: sql`package.name`,
  name: sql`package.name`,
  nvr: sql`package.name || '-' || build.version || '-' || build.release`,
};

const TAGGING = sql`tag.id AS tag_id, tag.name AS tag_name, tag_listing.create_event,
  build.id AS build_id, build.pkg_id AS package_id`;

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

/** What is read, and by which filter. */
interface Reading {
  readonly ctx: Context;
  readonly tags: readonly number[];
  readonly filter: TaggedBuildsFilter;
  readonly source: TypeSource;
}

async function readAll(reading: Reading): Promise<Rows<TaggedBuild>> {
  const rows = await reading.ctx.db.rows<TaggedBuild>(sql`
    SELECT ${TAGGING}, ${buildColumns(reading)}
    FROM ${LISTING} ${BUILD_DETAILS} ${reading.source.joins}
    WHERE ${conditions(reading)} ORDER BY ${ORDER}`);
  return rows.reading(readers);
}

/** Taggings with their builds. A build that has gone since they were read is left out. */
async function withBuilds(reading: Reading, taggings: Rows<Tagging>): Promise<Rows<TaggedBuild>> {
  const { ctx, source } = reading;
  const wanted = taggings.integers('build_id');
  if (wanted.length === 0) return new ObjectRows<TaggedBuild>([]);
  const builds = await ctx.db.rows<Omit<TaggedBuild, keyof Tagging>>(sql`
    SELECT ${buildColumns(reading)} FROM build ${BUILD_DETAILS} ${source.joins}
    WHERE ${ctx.db.dialect.isIn(sql`build.id`, [...new Set(wanted)])}`);
  const places = new Map(builds.integers('id').map((id, place) => [id, place]));
  const found = wanted.flatMap((id, place) => (places.has(id) ? [place] : []));
  return taggings
    .picked(found)
    .beside(builds.picked(found.map((place) => places.get(wanted[place]!)!)).reading(readers));
}

const readers = { extra: parseExtraData };

function buildColumns({ filter, source }: Reading): Sql {
  return selectList({
    ...BUILD_COLUMNS,
    ...source.columns,
    ...(filter.extra === true && { extra: sql`build.extra` }),
  });
}

/** That a build is in a tag. */
type Tagging = Pick<TaggedBuild, 'tag_id' | 'tag_name' | 'create_event' | 'build_id' | 'package_id'>;

async function latestTaggings(reading: Reading, limit: number): Promise<Rows<Tagging>> {
  const { ctx, filter, source } = reading;
  const owners = filter.owner !== undefined ? sql`JOIN users ON users.id = build.owner` : empty;
  const names = filter.package !== undefined ? sql`JOIN package ON package.id = build.pkg_id` : empty;
  const from = sql`${TAGGED_BUILDS} ${names} ${owners} ${source.joins} WHERE ${conditions(reading)}`;
  const latest =
    limit === 1
      ? sql`
        SELECT tag_listing.tag_id, build.pkg_id AS package_id, MAX(${POSITION}) AS position
        FROM ${from} GROUP BY tag_listing.tag_id, build.pkg_id`
      : sql`
        SELECT tag_id, package_id, position FROM (
          SELECT tag_listing.tag_id, build.pkg_id AS package_id, ${POSITION} AS position,
            ROW_NUMBER() OVER (PARTITION BY tag_listing.tag_id, build.pkg_id ORDER BY ${POSITION} DESC) AS place
          FROM ${from}) AS ranked
        WHERE place <= ${limit}`;
  return ctx.db.rows<Tagging>(sql`
    SELECT tag.id AS tag_id, tag.name AS tag_name, latest.position >> 32 AS create_event,
      latest.position & 4294967295 AS build_id, latest.package_id
    FROM (${latest}) AS latest JOIN tag ON tag.id = latest.tag_id
    ORDER BY latest.position DESC`);
}

function conditions({ ctx, tags, filter }: Reading): Sql {
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
