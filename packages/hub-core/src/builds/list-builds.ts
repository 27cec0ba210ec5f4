import sql, { join, type Sql } from 'sql-template-tag';
import { GenericError, type BuildConditions, type ListedBuild } from '@kojikit/protocol';
import { lookupName, nameOrIdCondition } from '../lookup/index.js';
import { hasNone } from '../query/apply-options.js';
import { inBuildState } from '../query/in-states.js';
import { headOf, nameInFront } from '../query/name-in-front.js';
import { answerListing, type ListingAnswer } from '../query/listing.js';
import type { QueryOptions } from '../query/readers/query-options.js';
import type { NameOrId, Time, UserRef } from '../readers/index.js';
import { CallerMistake } from '../rpc/caller-mistake.js';
import type { Context } from '../ground/context.js';
import { findUser } from '../users/index.js';
import { buildColumns, buildReaders, buildTables } from './build-columns.js';
import { draftCondition } from './draft-condition.js';
import { NO_MEMBERS } from './readers/type-info.js';
import { faultText } from '../rpc/fault-text.js';

/** Which builds to list: what is null or undefined does not count, but a column that is undefined. Null equals nothing. */
export interface BuildFilter {
  readonly packageID: NameOrId | null;
  /** The owner. */
  readonly userID: UserRef | null;
  readonly promoter: UserRef | null;
  readonly taskID: number | 'any' | null | undefined;
  /** How package names begin, minding no case. */
  readonly prefix: string | null;
  /** A pattern of SQL's LIKE for name-version-release, minding no case. */
  readonly pattern: string | null;
  /** A pattern of SQL's LIKE for the source, minding no case. */
  readonly source: string | null;
  readonly state: number | null | undefined;
  readonly volumeID: number | null | undefined;
  readonly cgID: NameOrId | null;
  readonly draft: boolean | null;
  readonly createdBefore: Time | null;
  readonly createdAfter: Time | null;
  readonly completeBefore: Time | null;
  readonly completeAfter: Time | null;
  readonly promotedBefore: Time | null;
  readonly promotedAfter: Time | null;
  /** The name of a build type. */
  readonly type: NameOrId | null;
  /** What else must hold of a `maven` or `win` build. */
  readonly typeInfo: BuildConditions | typeof NO_MEMBERS | null;
}

interface Part {
  readonly columns?: Readonly<Record<string, Sql>>;
  readonly joins?: Sql;
  readonly where: readonly Sql[];
}

/** The builds that meet all filters. A package, user or content generator that is unknown has none. */
export async function listBuilds(
  ctx: Context,
  filter: BuildFilter,
  options: QueryOptions | null,
): Promise<ListingAnswer<ListedBuild>> {
  const people = isOfPackageAlone(filter, options)
    ? [nameOrIdCondition('package', filter.packageID)]
    : await belongsTo(ctx, filter);
  if (people === undefined) return [];
  const type = await ofType(ctx, filter.type, filter.typeInfo);
  return answerListing(
    ctx.db,
    {
      columns: type.columns
        ? { ...buildColumns(ctx.db.dialect), ...type.columns }
        : buildColumns(ctx.db.dialect),
      from: type.joins === undefined ? buildTables : join([buildTables, type.joins], ' '),
      where: [...people, ...looksLike(ctx, filter), ...times(ctx, filter), ...type.where],
      readers: buildReaders,
    },
    options,
  );
}

/* What of a filter can be refused, or has a name elsewhere. */
const DOUBTFUL = [
  ...(['userID', 'promoter', 'cgID', 'type'] as const),
  ...(['createdBefore', 'createdAfter', 'completeBefore', 'completeAfter'] as const),
  ...(['promotedBefore', 'promotedAfter'] as const),
];

/*
 * Whether the answer is the same for a package that is unknown and one without builds, so that nobody need look for it first. An
 * unknown one has no number, and what else is wrong with the call is not said of it.
 */
function isOfPackageAlone(
  filter: BuildFilter,
  options: QueryOptions | null,
): filter is BuildFilter & { readonly packageID: NameOrId } {
  return filter.packageID !== null && DOUBTFUL.every((name) => filter[name] === null) && hasNone(options);
}

/* Conditions on what has a name elsewhere; undefined when there is no such thing. */
async function belongsTo(ctx: Context, filter: BuildFilter): Promise<Sql[] | undefined> {
  const where: Sql[] = [];
  if (filter.packageID !== null) {
    const found = await lookupName(ctx, 'package', filter.packageID);
    if (found === undefined) return undefined;
    where.push(sql`package.id = ${found.id}`);
  }
  if (filter.userID !== null) {
    const found = await findUser(ctx, filter.userID);
    if (found === undefined) return undefined;
    where.push(sql`users.id = ${found.id}`);
  }
  if (filter.promoter !== null) {
    const found = await findUser(ctx, filter.promoter);
    if (found === undefined) return undefined;
    where.push(sql`build.promoter = ${found.id}`);
  }
  if (filter.cgID !== null) {
    const found = await lookupName(ctx, 'content_generator', filter.cgID);
    if (found === undefined) return undefined;
    where.push(sql`build.cg_id = ${found.id}`);
  }
  return where;
}

function looksLike(ctx: Context, filter: BuildFilter): Sql[] {
  const { dialect } = ctx.db;
  const anyCase = { ignoreCase: true };
  const nvr = sql`package.name || '-' || build.version || '-' || build.release`;
  const where: Sql[] = [];
  if (filter.volumeID !== undefined) where.push(sql`volume.id = ${filter.volumeID}`);
  if (filter.taskID === 'any') where.push(sql`build.task_id IS NOT NULL`);
  else if (filter.taskID !== undefined) where.push(sql`build.task_id = ${filter.taskID}`);
  if (filter.source !== null) where.push(dialect.like(sql`build.source`, filter.source, anyCase));
  if (filter.prefix !== null) {
    where.push(dialect.like(sql`package.name`, `${filter.prefix}%`, anyCase));
  }
  if (filter.pattern !== null) {
    where.push(dialect.like(sql`(${nvr})`, filter.pattern, anyCase));
    // Packages are fewer.
    const named = nameInFront(dialect, headOf(filter.pattern));
    if (named !== undefined)
      where.push(sql`build.pkg_id IN (SELECT id FROM package WHERE ${named(sql`name`)})`);
  }
  if (filter.state !== undefined) where.push(inBuildState(dialect, sql`build.state`, filter.state));
  if (filter.draft !== null) where.push(draftCondition(filter.draft, 'build'));
  return where;
}

function times(ctx: Context, filter: BuildFilter): Sql[] {
  const { moment } = ctx.db.dialect;
  const where: Sql[] = [];
  const between = (column: Sql, before: Time | null, after: Time | null) => {
    if (before !== null) where.push(sql`${column} < ${moment(before)}`);
    if (after !== null) where.push(sql`${column} > ${moment(after)}`);
  };
  between(sql`events.time`, filter.createdBefore, filter.createdAfter);
  between(sql`build.completion_time`, filter.completeBefore, filter.completeAfter);
  between(sql`build.promotion_time`, filter.promotedBefore, filter.promotedAfter);
  return where;
}

/* Maven, win and image builds have tables of their own; other types are marks. */
async function ofType(ctx: Context, type: BuildFilter['type'], info: BuildFilter['typeInfo']): Promise<Part> {
  if (type === null) return { where: [] };
  if (type === 'maven') {
    if (info === NO_MEMBERS) throw new CallerMistake('the type info must be a struct');
    const { group_id: group, artifact_id: artifact, version } = info ?? {};
    return {
      columns: {
        maven_group_id: sql`maven_builds.group_id`,
        maven_artifact_id: sql`maven_builds.artifact_id`,
        maven_version: sql`maven_builds.version`,
      },
      joins: sql`JOIN maven_builds ON build.id = maven_builds.build_id`,
      where: [
        ...(group === undefined ? [] : [sql`maven_builds.group_id = ${group}`]),
        ...(artifact === undefined ? [] : [sql`maven_builds.artifact_id = ${artifact}`]),
        ...(version === undefined ? [] : [sql`maven_builds.version = ${version}`]),
      ],
    };
  }
  if (type === 'win') {
    const platform = info === null || info === NO_MEMBERS ? undefined : info.platform;
    if (info !== null && platform === undefined) throw new CallerMistake('the type info names no platform');
    return {
      columns: { platform: sql`win_builds.platform` },
      joins: sql`JOIN win_builds ON build.id = win_builds.build_id`,
      where: platform === undefined ? [] : [sql`win_builds.platform = ${platform}`],
    };
  }
  if (type === 'image') {
    return { joins: sql`JOIN image_builds ON build.id = image_builds.build_id`, where: [] };
  }
  const known = await lookupName(ctx, 'btype', type);
  if (known === undefined) throw new GenericError(faultText`unsupported build type: ${type}`);
  return {
    joins: sql`JOIN build_types ON build.id = build_types.build_id AND build_types.btype_id = ${known.id}`,
    where: [],
  };
}
