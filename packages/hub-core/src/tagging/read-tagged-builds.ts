import sql, { empty, join, type Sql } from 'sql-template-tag';
import { BUILD_STATES, Double, GenericError, type TaggedBuild } from '@kojikit/protocol';
import { draftCondition, parseExtraData } from '../builds/index.js';
import { currentAt } from '../history/index.js';
import { lookupName } from '../lookup/index.js';
import { readPackageList } from '../packages/index.js';
import { identifier } from '../query/listing.js';
import { isTrue } from '../rpc/convert.js';
import type { Context } from '../rpc/context.js';
import { pythonRepr, pythonStr } from '../rpc/python-names.js';
import { fullInheritance } from '../tags/index.js';

export interface TaggedBuildsFilter {
  readonly event?: unknown;
  /** Follow the tag's inheritance. Default: no. */
  readonly inherit?: unknown;
  /** True for the latest build of each package, a number for that many. Default: all. */
  readonly latest?: unknown;
  /** The name of a package. */
  readonly package?: unknown;
  /** The name of a user. */
  readonly owner?: unknown;
  /** Builds of one kind alone: `maven`, `win` and `image` add their own members. */
  readonly type?: unknown;
  /** True for drafts alone, false for none. */
  readonly draft?: unknown;
  /** Answer the builds' further data. Default: no. */
  readonly extra?: unknown;
}

/**
 * The finished builds of a tag: by the order of inheritance, and in each tag the one that was tagged last first.
 * Packages that are not listed in the tag or blocked there are left out, whatever is tagged.
 * One query for all tags; of each package and tag no more rows than `latest` asks for are read.
 * Throws GenericError `unsupported build type: <type>`.
 */
export async function readTaggedBuilds(
  ctx: Context,
  tagId: number,
  filter: TaggedBuildsFilter = {},
): Promise<TaggedBuild[]> {
  const limit = latestLimit(filter.latest);
  const steps = isTrue(filter.inherit) ? await fullInheritance(ctx, tagId, filter.event) : [];
  // A tag that is reached by several ways stands here, and its builds in the answer, as often.
  const tags = [tagId, ...steps.map((step) => step.parent_id)];
  const packages = await usablePackages(ctx, tagId, filter);
  const source = await typeSource(ctx, filter.type);
  if (packages.size === 0) return [];

  const byTag = new Map<number, TaggedBuild[]>();
  for (const build of await readRows(ctx, [...new Set(tags)], filter, source, limit)) {
    if (!packages.has(build.package_id)) continue;
    const builds = byTag.get(build.tag_id);
    if (builds) builds.push(build);
    else byTag.set(build.tag_id, [build]);
  }
  return inOrder(tags, byTag, limit);
}

/* Koji compares how many it has seen with what was asked for, so 1.5 answers two and a negative number none. */
function latestLimit(latest: unknown): number | undefined {
  if (!isTrue(latest)) return undefined;
  if (latest instanceof Double) return Math.max(0, Math.ceil(latest.value));
  return typeof latest === 'number' ? Math.max(0, Math.ceil(latest)) : 1;
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

/** The ids of the packages that are listed and not blocked: the list of the tag counts, with its inheritance. */
export async function usablePackages(
  ctx: Context,
  tagId: number,
  { event, package: name }: Pick<TaggedBuildsFilter, 'event' | 'package'>,
): Promise<Set<number>> {
  const wanted = isTrue(name) ? await lookupName(ctx, 'package', nameText('package', name)) : undefined;
  if (isTrue(name) && wanted === undefined) return new Set();
  const listed = await readPackageList(ctx, {
    tagId,
    event,
    packageId: wanted?.id,
    inherit: true,
    withOwners: false,
  });
  const ids = new Set<number>();
  for (const [id, entry] of listed) if (!entry.blocked) ids.add(id);
  return ids;
}

/** What a kind of build adds to the query. */
interface TypeSource {
  readonly joins: Sql;
  readonly columns: Readonly<Record<string, Sql>>;
}

async function typeSource(ctx: Context, type: unknown): Promise<TypeSource> {
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
  if (kind === undefined) throw new GenericError(`unsupported build type: ${pythonStr(type)}`);
  return {
    joins: sql`JOIN build_types ON build_types.build_id = build.id AND build_types.btype_id = ${kind.id}`,
    columns: {},
  };
}

const COLUMNS: Readonly<Record<string, Sql>> = {
  tag_id: sql`tag.id`,
  tag_name: sql`tag.name`,
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
  create_event: sql`tag_listing.create_event`,
};

async function readRows(
  ctx: Context,
  tags: readonly number[],
  filter: TaggedBuildsFilter,
  source: TypeSource,
  limit: number | undefined,
): Promise<TaggedBuild[]> {
  const where: Sql[] = [
    currentAt('tag_listing', filter.event),
    ctx.db.dialect.isIn(sql`tag_listing.tag_id`, tags),
    sql`build.state = ${BUILD_STATES.COMPLETE}`,
  ];
  if (isTrue(filter.package)) where.push(sql`package.name = ${nameText('package', filter.package)}`);
  if (isTrue(filter.owner)) where.push(sql`users.name = ${nameText('owner', filter.owner)}`);
  if (filter.draft !== null && filter.draft !== undefined) where.push(draftCondition(filter.draft, 'build'));
  const withExtra = isTrue(filter.extra);
  const columns = {
    ...COLUMNS,
    ...source.columns,
    ...(withExtra && { extra: sql`build.extra` }),
  };
  const narrow = sql`
    FROM tag_listing JOIN build ON build.id = tag_listing.build_id
      JOIN package ON package.id = build.pkg_id
      JOIN users ON users.id = build.owner ${source.joins}
    WHERE ${join(where, ' AND ')}`;
  // Tagged last comes first; of what was tagged at the same event, the newest build.
  const order = sql`tag_listing.create_event DESC, build.id DESC`;
  const wide = join(
    Object.entries(columns).map(([alias, column]) => sql`${column} AS ${identifier(alias)}`),
    ', ',
  );
  const rows = await ctx.db.all<TaggedBuild>(
    limit === undefined
      ? sql`SELECT ${wide} ${wideTables(source)} WHERE ${join(where, ' AND ')} ORDER BY ${order}`
      : sql`
        WITH ranked AS (
          SELECT tag_listing.tag_id, tag_listing.build_id, tag_listing.create_event,
            ROW_NUMBER() OVER (PARTITION BY tag_listing.tag_id, build.pkg_id ORDER BY ${order}) AS place
          ${narrow})
        SELECT ${wide} ${wideTables(source, sql`(SELECT * FROM ranked WHERE place <= ${limit}) AS tag_listing`)}
        ORDER BY ${order}`,
  );
  if (!withExtra) return rows;
  return rows.map((row) => ({ ...row, extra: parseExtraData(row.extra) as TaggedBuild['extra'] }));
}

function wideTables(source: TypeSource, listing: Sql = sql`tag_listing`): Sql {
  return sql`
    FROM ${listing}
      JOIN tag ON tag.id = tag_listing.tag_id
      JOIN build ON build.id = tag_listing.build_id
      JOIN events ON events.id = build.create_event
      JOIN package ON package.id = build.pkg_id
      JOIN volume ON volume.id = build.volume_id
      JOIN users ON users.id = build.owner
      LEFT JOIN users AS promoter ON promoter.id = build.promoter ${source.joins}`;
}

/* Names are compared with text columns: the database refuses Koji anything else, without a fault code. */
function nameText(what: string, value: unknown): string {
  if (typeof value === 'string') return value;
  throw new TypeError(`${what} must be a name, not ${pythonRepr(value)}`);
}
