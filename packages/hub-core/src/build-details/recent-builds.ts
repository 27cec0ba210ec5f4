import sql, { join, type Sql } from 'sql-template-tag';
import { BUILD_STATES, parseTaskParams, type ListedBuild, type RecentBuild } from '@kojikit/protocol';
import { buildColumns, buildTables, finishBuildRow, type StoredBuild } from '../builds/index.js';
import { groupBy } from '../group-by.js';
import { selectList } from '../query/listing.js';
import type { Context } from '../ground/context.js';
import { usablePackages } from '../packages/index.js';
import { fullInheritance } from '../tags/index.js';
import { readTasks, type TaskInfo } from '../tasks/index.js';
import type { NameOfRpm } from '../rpms/index.js';
import { readSourcePackage } from './source-package.js';
import { limitAsked } from '../query/limit-to.js';

/** Which builds: ids of what they belong to, undefined for all. */
export interface RecentBuildsFilter {
  readonly tag?: number | undefined;
  readonly user?: number | undefined;
  readonly package?: number | undefined;
  readonly limit: number;
  /** Entries of the changelog with each build. */
  readonly changelog: number;
}

/**
 * The builds that ended last, those under way before them; of a tag those that it holds or inherits, as far as their
 * packages are listed and not blocked there. Each comes once, with the target that its task was given.
 */
export async function recentBuilds(ctx: Context, filter: RecentBuildsFilter): Promise<RecentBuild[]> {
  const builds = await (filter.tag === undefined
    ? newest(ctx, filter)
    : newestInTag(ctx, filter.tag, filter));
  const taskIds = builds.flatMap(({ task_id: task }) => (task === null ? [] : [task]));
  const tasks = taskIds.length === 0 ? undefined : await readTasks(ctx, taskIds, { request: true });
  const sources = filter.changelog > 0 ? await sourcesOf(ctx, builds) : undefined;
  await ctx.db.release();
  return Promise.all(
    builds.map(async (build) => {
      const source = sources?.get(build.build_id)?.[0];
      const facts = source && (await readSourcePackage(ctx, build, source, filter.changelog));
      return {
        ...build,
        target: targetOf(tasks?.get(build.task_id ?? 0)) ?? null,
        changelog: facts?.changelog ?? [],
      };
    }),
  );
}

/* Two reads along the index of completion times: engines disagree on where builds without one stand. */
async function newest(ctx: Context, filter: RecentBuildsFilter): Promise<ListedBuild[]> {
  const where = belongsTo(filter);
  const under = await select(
    ctx,
    [sql`build.completion_time IS NULL`, ...where],
    sql`build.id DESC`,
    filter.limit,
  );
  if (under.length === filter.limit) return under;
  const ended = await select(
    ctx,
    [sql`build.completion_time IS NOT NULL`, ...where],
    sql`build.completion_time DESC, build.id DESC`,
    filter.limit - under.length,
  );
  return [...under, ...ended];
}

/** What is looked at first for each build that is wanted: most packages are usable. */
const SPARE = 5;

async function newestInTag(ctx: Context, tag: number, filter: RecentBuildsFilter): Promise<ListedBuild[]> {
  const inheritance = await fullInheritance(ctx, tag);
  const tags = [...new Set([tag, ...inheritance.map((step) => step.parent_id)])];
  let ids: number[] = [];
  for (const most of [filter.limit * SPARE, undefined]) {
    const found = await taggedLast(ctx, tags, filter, most);
    const packageIds = [...new Set(found.map(({ pkg_id: id }) => id))];
    const usable = await usablePackages(ctx, tag, { inheritance, packageIds });
    ids = found.filter(({ pkg_id: id }) => usable.has(id)).map(({ id }) => id);
    if (ids.length >= filter.limit || found.length < (most ?? Infinity)) break;
  }
  const wanted = ids.slice(0, filter.limit);
  if (wanted.length === 0) return [];
  const builds = await select(
    ctx,
    [ctx.db.dialect.isIn(sql`build.id`, wanted)],
    sql`build.completion_time DESC, build.id DESC`,
    filter.limit,
  );
  return builds;
}

function taggedLast(
  ctx: Context,
  tags: readonly number[],
  filter: RecentBuildsFilter,
  most: number | undefined,
): Promise<{ id: number; pkg_id: number }[]> {
  const where = [
    sql`build.state = ${BUILD_STATES.COMPLETE}`,
    sql`build.id IN (SELECT build_id FROM tag_listing
      WHERE active IS TRUE AND ${ctx.db.dialect.isIn(sql`tag_id`, tags)})`,
    ...belongsTo(filter),
  ];
  return ctx.db.all(sql`
    SELECT build.id, build.pkg_id FROM build WHERE ${join(where, ' AND ')}
    ORDER BY build.completion_time DESC, build.id DESC ${most === undefined ? sql`` : limitAsked(most)}`);
}

function belongsTo(filter: RecentBuildsFilter): Sql[] {
  return [
    ...(filter.user === undefined ? [] : [sql`build.owner = ${filter.user}`]),
    ...(filter.package === undefined ? [] : [sql`build.pkg_id = ${filter.package}`]),
  ];
}

/* Which builds is settled before anything is joined to them: many may have ended at the same time, as imported ones. */
async function select(
  ctx: Context,
  where: readonly Sql[],
  order: Sql,
  limit: number,
): Promise<ListedBuild[]> {
  const rows = await ctx.db.all<StoredBuild>(sql`
    SELECT ${selectList(buildColumns(ctx.db.dialect))} FROM ${buildTables}
    WHERE build.id IN (SELECT build.id FROM build WHERE ${join(where, ' AND ')} ORDER BY ${order} ${limitAsked(limit)})
    ORDER BY ${order}`);
  return rows.map(finishBuildRow);
}

async function sourcesOf(
  ctx: Context,
  builds: readonly ListedBuild[],
): Promise<Map<number, (NameOfRpm & { build_id: number })[]>> {
  const complete = builds
    .filter(({ state }) => state === BUILD_STATES.COMPLETE)
    .map(({ build_id: id }) => id);
  if (complete.length === 0) return new Map();
  const rows = await ctx.db.all<NameOfRpm & { build_id: number }>(sql`
    SELECT build_id, name, version, release, arch FROM rpminfo
    WHERE ${ctx.db.dialect.isIn(sql`build_id`, complete)} AND arch IN ('src', 'nosrc')`);
  return groupBy(rows, ({ build_id: id }) => id);
}

/* Requests of old tasks may be anything. */
function targetOf(task: TaskInfo | undefined): string | undefined {
  if (task?.request === undefined) return undefined;
  try {
    const { target } = parseTaskParams(task.method, task.request);
    return typeof target === 'string' ? target : undefined;
  } catch {
    return undefined;
  }
}
