import sql, { type Sql } from 'sql-template-tag';
import { BUILD_STATES, type UntaggedBuild } from '@kojikit/protocol';
import { draftCondition } from '../builds/index.js';
import { answerListing, type ListingAnswer } from '../query/listing.js';
import type { QueryOptions } from '../query/readers/query-options.js';
import type { Context } from '../ground/context.js';

/**
 * The finished builds that are in no tag now.
 * @param filter.name the name of a package; null: of none.
 * @param filter.draft true for drafts alone, false for none; null: both.
 */
export function untaggedBuilds(
  ctx: Context,
  filter: { readonly name: string | null | undefined; readonly draft: boolean | null },
  options: QueryOptions | null,
): Promise<ListingAnswer<UntaggedBuild>> {
  const where: Sql[] = [
    sql`NOT EXISTS (SELECT 1 FROM tag_listing WHERE tag_listing.build_id = build.id AND tag_listing.active IS TRUE)`,
    sql`build.state = ${BUILD_STATES.COMPLETE}`,
  ];
  const { name, draft } = filter;
  if (name !== undefined) where.push(sql`package.name = ${name}`);
  if (draft !== null) where.push(draftCondition(draft, 'build'));
  const columns = {
    id: sql`build.id`,
    name: sql`package.name`,
    version: sql`build.version`,
    release: sql`build.release`,
  };
  return answerListing(
    ctx.db,
    { columns, from: sql`build JOIN package ON package.id = build.pkg_id`, where },
    options,
  );
}
