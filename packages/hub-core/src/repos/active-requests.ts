import sql from 'sql-template-tag';
import { currentAt } from '../history/index.js';
import type { Context } from '../ground/context.js';

/** A tag and a request for a repo of it that is not served yet; nil where there is none. */
export interface RequestedTag {
  readonly tag_id: number;
  readonly tag_name: string;
  readonly request_id: number | null;
  /** The task that makes the repo. */
  readonly task_id: number | null;
}

/**
 * The requests for repos of these tags that are not served yet, oldest first. A tag that is not there has no row.
 * @param tags ids and names.
 */
export async function readActiveRequests(
  ctx: Context,
  tags: readonly (number | string)[],
): Promise<RequestedTag[]> {
  if (tags.length === 0) return [];
  const { isIn } = ctx.db.dialect;
  const ids = tags.filter((tag) => typeof tag === 'number');
  const names = tags.filter((tag) => typeof tag === 'string');
  return ctx.db.all<RequestedTag>(sql`
    SELECT tag.id AS tag_id, tag.name AS tag_name, repo_queue.id AS request_id, repo_queue.task_id AS task_id
      FROM tag JOIN tag_config ON tag_config.tag_id = tag.id AND ${currentAt('tag_config', null)}
      LEFT JOIN repo_queue ON repo_queue.tag_id = tag.id AND repo_queue.active IS TRUE
     WHERE ${isIn(sql`tag.id`, ids)} OR ${isIn(sql`tag.name`, names)} ORDER BY repo_queue.id`);
}
