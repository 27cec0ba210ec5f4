import sql, { type Sql } from 'sql-template-tag';
import { BUILD_STATES, type TagContentsCount } from '@kojikit/protocol';
import { currentAt } from '../history/index.js';
import { packageEntries } from '../packages/index.js';
import { fullInheritance } from '../tags/index.js';
import type { Context } from '../ground/context.js';

/**
 * How much is in a tag: with what it inherits, and what is its own and would end with it. Counts, and reads neither
 * builds nor packages, so that large tags cost as little as small ones.
 */
export async function countTagContents(ctx: Context, tagId: number): Promise<TagContentsCount> {
  const inheritance = await fullInheritance(ctx, tagId);
  const entries = await packageEntries(ctx, tagId, { inheritance });
  // A tag that is reached by several ways has its builds listed as often.
  const ways = new Map<number, number>([[tagId, 1]]);
  for (const { parent_id: id } of inheritance) ways.set(id, (ways.get(id) ?? 0) + 1);
  const builds = await ctx.db.all<{ tag_id: number; package_id: number; count: number }>(sql`
    SELECT tag_listing.tag_id, build.pkg_id AS package_id, COUNT(*) AS count
      FROM tag_listing JOIN build ON build.id = tag_listing.build_id
     WHERE ${currentAt('tag_listing', null)} AND ${ctx.db.dialect.isIn(sql`tag_listing.tag_id`, [...ways.keys()])}
       AND build.state = ${BUILD_STATES.COMPLETE}
     GROUP BY tag_listing.tag_id, build.pkg_id`);
  let inherited = 0;
  for (const { tag_id: tag, package_id: pkg, count } of builds)
    if (entries.get(pkg) === false) inherited += Number(count) * ways.get(tag)!;
  const blocked = [...entries.values()].filter(Boolean).length;
  return {
    packages: entries.size - blocked,
    blocked_packages: blocked,
    builds: inherited,
    own: await countOwn(ctx, tagId),
  };
}

async function countOwn(ctx: Context, tagId: number): Promise<TagContentsCount['own']> {
  const count = (table: Sql, column: Sql) =>
    sql`(SELECT COUNT(*) FROM ${table} WHERE ${column} = ${tagId} AND ${currentAt(undefined, null)})`;
  const found = await ctx.db.first<Record<keyof TagContentsCount['own'] | 'group_count', number>>(sql`
    SELECT ${count(sql`tag_listing`, sql`tag_id`)} AS builds,
      ${count(sql`tag_packages`, sql`tag_id`)} AS packages,
      ${count(sql`tag_inheritance`, sql`parent_id`)} AS children,
      (SELECT COUNT(*) FROM build_target_config
        WHERE (build_tag = ${tagId} OR dest_tag = ${tagId}) AND ${currentAt(undefined, null)}) AS targets,
      ${count(sql`tag_external_repos`, sql`tag_id`)} AS external_repos,
      ${count(sql`group_config`, sql`tag_id`)} AS group_count`);
  const { builds, packages, children, targets, external_repos: repos, group_count: groups } = found!;
  return {
    builds: Number(builds),
    packages: Number(packages),
    children: Number(children),
    targets: Number(targets),
    external_repos: Number(repos),
    groups: Number(groups),
  };
}
