import sql, { join, type Sql } from 'sql-template-tag';
import { GenericError, type ListedBuild } from '@kojikit/protocol';
import { lookupName } from '../lookup/index.js';
import { globToLike } from '../query/glob-to-like.js';
import { answerListing, type ListingAnswer, type QueryOptions } from '../query/listing.js';
import { isStruct, isTrue } from '../rpc/convert.js';
import type { Context } from '../rpc/context.js';
import { columnInteger, columnText, columnTime, startOf } from '../rpc/database-values.js';
import { pythonStr } from '../rpc/python-names.js';
import { findUser } from '../users/index.js';
import { buildColumns, buildTables, finishBuildRow } from './build-columns.js';
import { draftCondition } from './draft-condition.js';
import { CallerMistake } from '../rpc/caller-mistake.js';

/** Which builds to list. What is left out or nil does not count. */
export interface BuildFilter {
  readonly packageID?: unknown;
  /** The owner. */
  readonly userID?: unknown;
  readonly promoter?: unknown;
  /** A task id; -1: any task. */
  readonly taskID?: unknown;
  /** How package names begin, minding no case. */
  readonly prefix?: unknown;
  /** A shell pattern for name-version-release, minding no case. */
  readonly pattern?: unknown;
  /** A shell pattern for the source, minding no case. */
  readonly source?: unknown;
  readonly state?: unknown;
  readonly volumeID?: unknown;
  readonly cgID?: unknown;
  readonly draft?: unknown;
  readonly createdBefore?: unknown;
  readonly createdAfter?: unknown;
  readonly completeBefore?: unknown;
  readonly completeAfter?: unknown;
  readonly promotedBefore?: unknown;
  readonly promotedAfter?: unknown;
  /** The name of a build type. */
  readonly type?: unknown;
  /** What else must hold of a `maven` or `win` build. */
  readonly typeInfo?: unknown;
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
  options: QueryOptions | null | undefined,
): Promise<ListingAnswer<ListedBuild>> {
  const people = await belongsTo(ctx, filter);
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
      transform: finishBuildRow,
    },
    options,
  );
}

/* Conditions on what has a name elsewhere; undefined when there is no such thing. */
async function belongsTo(ctx: Context, filter: BuildFilter): Promise<Sql[] | undefined> {
  const where: Sql[] = [];
  if (filter.packageID != null) {
    const found = await lookupName(ctx, 'package', filter.packageID);
    if (found === undefined) return undefined;
    where.push(sql`package.id = ${found.id}`);
  }
  if (filter.userID != null) {
    const found = await findUser(ctx, filter.userID);
    if (found === undefined) return undefined;
    where.push(sql`users.id = ${found.id}`);
  }
  if (filter.promoter != null) {
    const found = await findUser(ctx, filter.promoter);
    if (found === undefined) return undefined;
    where.push(sql`build.promoter = ${found.id}`);
  }
  if (isTrue(filter.cgID)) {
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
  if (filter.volumeID != null) where.push(sql`volume.id = ${columnInteger(filter.volumeID)}`);
  if (filter.taskID === -1) where.push(sql`build.task_id IS NOT NULL`);
  else if (filter.taskID != null) where.push(sql`build.task_id = ${columnInteger(filter.taskID)}`);
  if (filter.source != null) {
    where.push(dialect.like(sql`build.source`, globToLike(filter.source), anyCase));
  }
  if (isTrue(filter.prefix)) {
    where.push(dialect.like(sql`package.name`, `${startOf(filter.prefix)}%`, anyCase));
  }
  if (isTrue(filter.pattern)) where.push(dialect.like(sql`(${nvr})`, globToLike(filter.pattern), anyCase));
  if (filter.state != null) where.push(sql`build.state = ${columnInteger(filter.state)}`);
  if (filter.draft != null) where.push(draftCondition(filter.draft, 'build'));
  return where;
}

function times(ctx: Context, filter: BuildFilter): Sql[] {
  const moment = (value: unknown) => ctx.db.dialect.moment(columnTime(value));
  const where: Sql[] = [];
  const between = (column: Sql, before: unknown, after: unknown) => {
    if (isTrue(before)) where.push(sql`${column} < ${moment(before)}`);
    if (isTrue(after)) where.push(sql`${column} > ${moment(after)}`);
  };
  between(sql`events.time`, filter.createdBefore, filter.createdAfter);
  between(sql`build.completion_time`, filter.completeBefore, filter.completeAfter);
  between(sql`build.promotion_time`, filter.promotedBefore, filter.promotedAfter);
  return where;
}

/* Maven, win and image builds have tables of their own; other types are marks. */
async function ofType(ctx: Context, type: unknown, info: unknown): Promise<Part> {
  if (type === null || type === undefined) return { where: [] };
  const wanted = isStruct(info) ? info : {};
  if (type === 'maven') {
    if (isTrue(info) && !isStruct(info) && !Array.isArray(info) && typeof info !== 'string') {
      throw new CallerMistake('the type info must be a struct');
    }
    return {
      columns: {
        maven_group_id: sql`maven_builds.group_id`,
        maven_artifact_id: sql`maven_builds.artifact_id`,
        maven_version: sql`maven_builds.version`,
      },
      joins: sql`JOIN maven_builds ON build.id = maven_builds.build_id`,
      where: [
        ...('group_id' in wanted ? [sql`maven_builds.group_id = ${columnText(wanted['group_id'])}`] : []),
        ...('artifact_id' in wanted
          ? [sql`maven_builds.artifact_id = ${columnText(wanted['artifact_id'])}`]
          : []),
        ...('version' in wanted ? [sql`maven_builds.version = ${columnText(wanted['version'])}`] : []),
      ],
    };
  }
  if (type === 'win') {
    if (isTrue(info) && !('platform' in wanted)) throw new CallerMistake('the type info names no platform');
    return {
      columns: { platform: sql`win_builds.platform` },
      joins: sql`JOIN win_builds ON build.id = win_builds.build_id`,
      where: isTrue(info) ? [sql`win_builds.platform = ${columnText(wanted['platform'])}`] : [],
    };
  }
  if (type === 'image') {
    return { joins: sql`JOIN image_builds ON build.id = image_builds.build_id`, where: [] };
  }
  const known = await lookupName(ctx, 'btype', type);
  if (known === undefined) throw new GenericError(`unsupported build type: ${pythonStr(type)}`);
  return {
    joins: sql`JOIN build_types ON build.id = build_types.build_id AND build_types.btype_id = ${known.id}`,
    where: [],
  };
}
