import sql, { join, raw, type Sql } from 'sql-template-tag';
import { BUILD_STATES, type TagContentsCount } from '@kojikit/protocol';
import { currentAt } from '../history/index.js';
import { entriesOf, nearestEntries, type PackageEntry } from '../packages/index.js';
import { keysOf } from '../keys-of.js';
import { fullInheritance, type InheritanceStep } from '../tags/index.js';
import type { Context } from '../ground/context.js';

/** How much is in a tag: with what it inherits, and what is its own and would end with it. */
export async function countTagContents(ctx: Context, tagId: number): Promise<TagContentsCount> {
  const inherited = await countInherited(ctx, tagId, await fullInheritance(ctx, tagId));
  const own = await ctx.db.first<TagContentsCount['own']>(sql`SELECT ${ownCounts(tagId)}`);
  return { ...inherited, own: own! };
}

/** An entry of a package in a tag, which has no builds; or the builds of a package in a tag, which blocks nothing. */
type Row = PackageEntry & { readonly builds: number };

/**
 * How much is in a tag with what it inherits, in one query. Counts, and reads neither builds nor packages, so that large
 * tags cost as little as small ones.
 */
export async function countInherited(
  ctx: Context,
  tagId: number,
  inheritance: readonly InheritanceStep[],
): Promise<Omit<TagContentsCount, 'own'>> {
  // A tag that is reached by several ways has its builds listed as often.
  const ways = new Map<number, number>([[tagId, 1]]);
  for (const { parent_id: id } of inheritance) ways.set(id, (ways.get(id) ?? 0) + 1);
  const rows = await ctx.db.rows<Row>(sql`
    SELECT entry.tag_id, entry.package_id, entry.blocked, entry.package_name, 0 AS builds
      FROM (${entriesOf(ctx, tagId, inheritance)}) AS entry
     UNION ALL
    SELECT tag_listing.tag_id, build.pkg_id, 0, '', COUNT(*)
      FROM tag_listing JOIN build ON build.id = tag_listing.build_id
     WHERE ${currentAt('tag_listing', null)} AND ${ctx.db.dialect.isIn(sql`tag_listing.tag_id`, [...ways.keys()])}
       AND build.state = ${BUILD_STATES.COMPLETE}
     GROUP BY tag_listing.tag_id, build.pkg_id`);
  const counts = rows.integers('builds');
  const listed = counts.flatMap((count, place) => (count === 0 ? [place] : []));
  const entries = nearestEntries(tagId, inheritance, rows.picked(listed));
  const [tags, packages] = [rows.integers('tag_id'), rows.integers('package_id')];
  let builds = 0;
  counts.forEach((count, place) => {
    if (entries.get(packages[place]!) === false) builds += count * ways.get(tags[place]!)!;
  });
  const blocked = [...entries.values()].filter(Boolean).length;
  return { packages: entries.size - blocked, blocked_packages: blocked, builds };
}

/** What hangs on a tag itself: expressions for a SELECT, by the names of `TagContentsCount['own']`. */
export function ownCounts(tagId: number): Sql {
  const of = (table: Sql, tag: Sql = sql`tag_id = ${tagId}`) =>
    sql`(SELECT COUNT(*) FROM ${table} WHERE ${tag} AND ${currentAt(undefined, null)})`;
  const counts: Readonly<Record<keyof TagContentsCount['own'], Sql>> = {
    builds: of(sql`tag_listing`),
    packages: of(sql`tag_packages`),
    children: of(sql`tag_inheritance`, sql`parent_id = ${tagId}`),
    targets: of(sql`build_target_config`, sql`(build_tag = ${tagId} OR dest_tag = ${tagId})`),
    external_repos: of(sql`tag_external_repos`),
    groups: of(sql`group_config`),
  };
  return join(keysOf(counts).map((name) => sql`${counts[name]} AS "${raw(name)}"`));
}
