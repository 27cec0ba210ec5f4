import sql from 'sql-template-tag';
import { currentAt } from '../history/index.js';
import { groupBy } from '../group-by.js';
import type { Context } from '../ground/context.js';
import type { DescendantLink, InheritanceLink } from './types.js';
import type { WholeNumber } from '../rpc/convert.js';

/** The direct parents of a tag at an event, by priority. */
export async function readInheritance(
  ctx: Context,
  tagId: number,
  event: WholeNumber | null | undefined,
): Promise<InheritanceLink[]> {
  return ctx.db.all<InheritanceLink>(sql`
    SELECT parent_id, tag.name, priority, maxdepth, intransitive, noconfig, pkg_filter, tag_id AS child_id
    FROM tag_inheritance JOIN tag ON parent_id = tag.id
    WHERE ${currentAt('tag_inheritance', event)} AND tag_id = ${tagId}
    ORDER BY priority`);
}

/** All links that can be reached upwards from a tag at an event, in one query. */
export async function readAncestorLinks(
  ctx: Context,
  tagId: number,
  event: WholeNumber | null | undefined,
): Promise<Map<number, InheritanceLink[]>> {
  const rows = await ctx.db.all<InheritanceLink>(sql`
    WITH RECURSIVE reached (id) AS (
      SELECT CAST(${tagId} AS BIGINT)
      UNION
      SELECT link.parent_id FROM tag_inheritance link JOIN reached ON link.tag_id = reached.id
      WHERE ${currentAt('link', event)})
    SELECT link.parent_id, tag.name, link.priority, link.maxdepth, link.intransitive, link.noconfig,
      link.pkg_filter, link.tag_id AS child_id
    FROM tag_inheritance link JOIN reached ON link.tag_id = reached.id JOIN tag ON link.parent_id = tag.id
    WHERE ${currentAt('link', event)}
    ORDER BY link.priority`);
  return groupBy(rows, (row) => row.child_id);
}

/**
 * All links that can be reached downwards from a tag at an event, by the parent they start from, in one query. Children
 * often give a parent the same priority: the older link comes first then, as it does where a database leaves rows in
 * the order in which they came.
 */
export async function readDescendantLinks(
  ctx: Context,
  tagId: number,
  event: WholeNumber | null | undefined,
): Promise<Map<number, DescendantLink[]>> {
  const rows = await ctx.db.all<DescendantLink>(sql`
    WITH RECURSIVE reached (id) AS (
      SELECT CAST(${tagId} AS BIGINT)
      UNION
      SELECT link.tag_id FROM tag_inheritance link JOIN reached ON link.parent_id = reached.id
      WHERE ${currentAt('link', event)})
    SELECT link.tag_id, link.parent_id, tag.name, link.priority, link.maxdepth, link.intransitive, link.noconfig,
      link.pkg_filter
    FROM tag_inheritance link JOIN reached ON link.parent_id = reached.id JOIN tag ON link.tag_id = tag.id
    WHERE ${currentAt('link', event)}
    ORDER BY link.priority, link.create_event, link.tag_id`);
  return groupBy(rows, (row) => row.parent_id);
}
