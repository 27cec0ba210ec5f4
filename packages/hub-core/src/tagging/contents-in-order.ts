import type { Sql } from 'sql-template-tag';
import type { Rows } from '../db/rows.js';
import type { Context } from '../ground/context.js';

/** Where a build stands. */
export interface TaggedBuildPlace {
  readonly build_id: number;
  readonly tag_id: number;
}

/**
 * Reads what belongs to tagged builds in one query and puts it into the order of their tags. A build that stands in
 * several tags counts where it stands last, as with Koji.
 * @param read answers the rows whose build fits the condition it is given, in the order they have within a tag.
 */
export async function contentsInOrder<R extends { readonly build_id: number }>(
  ctx: Context,
  builds: Rows<TaggedBuildPlace>,
  read: (inBuilds: (column: Sql) => Sql) => Promise<Rows<R>>,
): Promise<Rows<R> | []> {
  if (builds.length === 0) return [];
  const tags = builds.integers('tag_id');
  const tagOf = new Map(builds.integers('build_id').map((build, place) => [build, tags[place]!]));
  const byTag = new Map<number, number[]>(tags.map((tag) => [tag, []]));
  const rows = await read((column) => ctx.db.dialect.isIn(column, [...tagOf.keys()]));
  rows.integers('build_id').forEach((build, place) => byTag.get(tagOf.get(build)!)!.push(place));
  return rows.picked([...byTag.values()].flat());
}
