import sql, { type Sql } from 'sql-template-tag';
import { BUILD_STATES, compareText, type BrowsedBuilds } from '@kojikit/protocol';
import { currentAt } from '../history/index.js';
import { lookupNameStrictly, type Named } from '../lookup/index.js';
import { usablePackages } from '../packages/index.js';
import { allowed, countSome, known, literally, totalOf, type Page } from '../query/browsing.js';
import { inBuildState } from '../query/in-states.js';
import type { NameOrId, UserRef } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { fullInheritance } from '../tags/index.js';
import { findUserStrictly } from '../users/index.js';
import { latestOfTags, type BuildInTag } from './latest-of-tags.js';
import { readBuildPage } from './read-build-page.js';

export interface BuildsWanted {
  readonly tag: NameOrId | null;
  readonly user: UserRef | null;
  readonly package: NameOrId | null;
  /** Does not count for a tag, which shows complete builds. */
  readonly state: number | null;
  /** How the names of packages begin, minding no case. */
  readonly prefix: string | null;
  /** The name of a build type; one that does not exist does not count. Null: nobody wants to know of types. */
  readonly type: string | null;
  /** Also what the tag inherits. */
  readonly inherited: boolean;
  /** Of each package of the tag the latest build alone. */
  readonly latest: boolean;
}

/**
 * A page of the builds of the hub, or of those that a tag has as {@link readTaggedBuilds} says; a build that is in
 * several tags of the inheritance stands there as often. Throws GenericError for a tag, user or package that does not
 * exist and ParameterError for an unknown order.
 */
export async function browseBuilds(ctx: Context, wanted: BuildsWanted, asked: Page): Promise<BrowsedBuilds> {
  const page = allowed(asked);
  const tag = wanted.tag === null ? null : await lookupNameStrictly(ctx, 'tag', wanted.tag);
  const user = wanted.user === null ? null : await findUserStrictly(ctx, wanted.user);
  const listed = wanted.package === null ? null : await lookupNameStrictly(ctx, 'package', wanted.package);
  const types = wanted.type === null ? [] : await buildTypes(ctx);
  const type = types.find((name) => name === wanted.type) ?? null;
  const where = conditions(ctx, { ...wanted, type }, user?.id, listed?.id);
  const { builds, total } =
    tag === null ? await ofHub(ctx, wanted, where, page) : await ofTag(ctx, wanted, tag, listed, where, page);
  return {
    tag,
    user: user === null ? null : { id: user.id, name: user.name },
    package: listed,
    type,
    types,
    builds,
    total,
  };
}

/* Those that the site does not have are nothing that people look for. */
async function buildTypes({ db, config }: Context): Promise<string[]> {
  const off = [...(config.EnableMaven ? [] : ['maven']), ...(config.EnableWin ? [] : ['win'])];
  const types = await db.column<string>(sql`SELECT name FROM btype ORDER BY id`);
  return types.filter((name) => !off.includes(name));
}

function conditions(
  ctx: Context,
  { prefix, type }: BuildsWanted,
  owner: number | undefined,
  packageId: number | undefined,
): Sql[] {
  const where: Sql[] = [];
  if (owner !== undefined) where.push(sql`build.owner = ${owner}`);
  if (packageId !== undefined) where.push(sql`build.pkg_id = ${packageId}`);
  if (prefix !== null) {
    const named = ctx.db.dialect.like(sql`package.name`, `${literally(prefix)}%`, { ignoreCase: true });
    where.push(sql`build.pkg_id IN (SELECT package.id FROM package WHERE ${named})`);
  }
  if (type !== null) {
    where.push(sql`EXISTS (SELECT 1 FROM build_types JOIN btype ON btype.id = build_types.btype_id
      WHERE build_types.build_id = build.id AND btype.name = ${type})`);
  }
  return where;
}

type Found = Pick<BrowsedBuilds, 'builds' | 'total'>;

async function ofHub(
  ctx: Context,
  { state }: BuildsWanted,
  common: readonly Sql[],
  page: Page,
): Promise<Found> {
  const where = state === null ? common : [...common, inBuildState(ctx.db.dialect, sql`build.state`, state)];
  const builds = await readBuildPage(ctx, { from: sql`build`, where, tagged: false }, page);
  return { builds, total: await totalOf(builds, page, () => countSome(ctx.db, sql`build`, where)) };
}

async function ofTag(
  ctx: Context,
  { latest, inherited }: BuildsWanted,
  tag: Named,
  listed: Named | null,
  common: readonly Sql[],
  page: Page,
): Promise<Found> {
  const inheritance = await fullInheritance(ctx, tag.id);
  const packageId = listed?.id;
  const usable = await usablePackages(ctx, tag.id, {
    inheritance,
    ...(packageId !== undefined && { packageId }),
  });
  const parents = inherited ? inheritance.map((step) => step.parent_id) : [];
  const tags = [...new Set([tag.id, ...parents])];
  const { isIn } = ctx.db.dialect;
  const where = [
    ...common,
    currentAt('tag_listing', null),
    isIn(sql`tag_listing.tag_id`, tags),
    sql`build.state = ${BUILD_STATES.COMPLETE}`,
  ];
  if (!latest) {
    const from = sql`tag_listing JOIN build ON build.id = tag_listing.build_id`;
    const ofPackages = [...where, isIn(sql`build.pkg_id`, [...usable])];
    const builds = await readBuildPage(ctx, { from, where: ofPackages, tagged: true }, page);
    return { builds, total: await totalOf(builds, page, () => countSome(ctx.db, from, ofPackages)) };
  }
  const found = await latestOfTags(ctx, tags, usable, where);
  const names = new Map<number, string>([
    [tag.id, tag.name],
    ...inheritance.map((step) => [step.parent_id, step.name] as const),
  ]);
  return { builds: await readLatest(ctx, found, names, page), total: known(found.length) };
}

/* What is ordered by id or tag is known already, so that only the builds of the page are read. */
async function readLatest(
  ctx: Context,
  found: readonly BuildInTag[],
  names: ReadonlyMap<number, string>,
  page: Page,
): Promise<BrowsedBuilds['builds']> {
  const tagOf = new Map(found.map((build) => [build.build_id, build.tag_id]));
  const nameOf = (id: number) => names.get(tagOf.get(id)!)!;
  const column = page.order.replace(/^-/, '');
  const known = column === 'build_id' || column === 'tag_name';
  let ids = [...tagOf.keys()];
  if (known) {
    const way = page.order.startsWith('-') ? -1 : 1;
    if (column === 'build_id') ids.sort((a, b) => (a - b) * way);
    else ids.sort((a, b) => (compareText(nameOf(a), nameOf(b)) || b - a) * way);
    ids = ids.slice(page.start, page.start + page.limit);
  }
  const source = { from: sql`build`, where: [ctx.db.dialect.isIn(sql`build.id`, ids)], tagged: false };
  const read = await readBuildPage(ctx, source, known ? { ...page, order: 'build_id', start: 0 } : page);
  const builds = read.map((build) => ({
    ...build,
    tag_id: tagOf.get(build.build_id)!,
    tag_name: nameOf(build.build_id),
  }));
  if (!known) return builds;
  const places = new Map(ids.map((id, place) => [id, place]));
  return builds.sort((a, b) => places.get(a.build_id)! - places.get(b.build_id)!);
}
