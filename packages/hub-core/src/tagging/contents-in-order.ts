import sql, { type Sql } from 'sql-template-tag';
import type { TaggedBuild } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';

/**
 * Reads what belongs to tagged builds in one query and puts it into the order of their tags. A build that stands in
 * several tags counts where it stands last, as with Koji.
 * @param read answers the rows whose build fits the condition it is given, in the order they have within a tag.
 */
export async function contentsInOrder<R extends { readonly build_id: number }>(
  ctx: Context,
  builds: readonly TaggedBuild[],
  read: (inBuilds: (column: Sql) => Sql) => Promise<R[]>,
): Promise<R[]> {
  if (builds.length === 0) return [];
  const tagOf = new Map(builds.map((build) => [build.build_id, build.tag_id]));
  const byTag = new Map<number, R[]>(builds.map((build) => [build.tag_id, []]));
  const rows = await read((column) => sql`${ctx.db.dialect.isIn(column, [...tagOf.keys()])}`);
  for (const row of rows) byTag.get(tagOf.get(row.build_id)!)!.push(row);
  return [...byTag.values()].flat();
}
