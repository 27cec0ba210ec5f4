import sql, { join, type Sql } from 'sql-template-tag';
import type { Context } from '../ground/context.js';

/** That a build is in a tag. */
export interface BuildInTag {
  readonly build_id: number;
  readonly tag_id: number;
}

/**
 * Of each usable package the build that was tagged last in the nearest tag that has one.
 * @param tags the nearest first. @param where what builds must be besides, on `tag_listing` and `build`.
 */
export async function latestOfTags(
  ctx: Context,
  tags: readonly number[],
  usable: ReadonlySet<number>,
  where: readonly Sql[],
): Promise<BuildInTag[]> {
  // A tag has many builds of a package: a sum of event and id needs no sorting, and there is one row of each.
  const groups = await ctx.db.all<BuildInTag & { readonly pkg_id: number }>(sql`
    SELECT build.pkg_id, tag_listing.tag_id,
      CAST(MAX(CAST(tag_listing.create_event AS BIGINT) * 4294967296 + build.id) % 4294967296 AS INTEGER) AS build_id
    FROM tag_listing JOIN build ON build.id = tag_listing.build_id
    WHERE ${join(where, ' AND ')} GROUP BY build.pkg_id, tag_listing.tag_id`);
  const places = new Map(tags.toReversed().map((tag, index) => [tag, -index]));
  const nearest = new Map<number, BuildInTag & { readonly place: number }>();
  for (const { pkg_id: id, ...found } of groups) {
    const place = places.get(found.tag_id);
    if (place === undefined || !usable.has(id)) continue;
    const before = nearest.get(id);
    if (before === undefined || place < before.place) nearest.set(id, { ...found, place });
  }
  return [...nearest.values()];
}
