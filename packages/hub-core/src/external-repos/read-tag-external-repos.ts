import sql, { type Sql } from 'sql-template-tag';
import { currentAt } from '../history/index.js';
import { lookupNameStrictly } from '../lookup/index.js';
import { readRows } from '../query/listing.js';
import type { NameOrId } from '../readers/index.js';
import type { WholeNumber } from '../rpc/convert.js';
import type { Context } from '../ground/context.js';
import { getTag, inheritedTagIds } from '../tags/index.js';
import { getExternalRepo } from './read-external-repos.js';
import type { TagExternalRepo } from './types.js';

export interface TagExternalRepoFilter {
  readonly tag?: NameOrId | null;
  readonly repo?: NameOrId | null;
  readonly event?: WholeNumber | null;
}

/** Which tags use which repos at an event, by priority. Inheritance is not followed. */
export async function readTagExternalRepos(
  ctx: Context,
  filter: TagExternalRepoFilter,
): Promise<TagExternalRepo[]> {
  const where: Sql[] = [];
  if (filter.tag != null) {
    where.push(sql`tag.id = ${(await lookupNameStrictly(ctx, 'tag', filter.tag)).id}`);
  }
  if (filter.repo != null) {
    where.push(sql`external_repo.id = ${(await getExternalRepo(ctx, filter.repo, filter.event)).id}`);
  }
  return usesAt(ctx, where, filter.event);
}

/** The repos that a tag and everything it inherits from use: nearest tag first, then by priority, each repo once. */
export async function readExternalRepoList(
  ctx: Context,
  tagInfo: NameOrId,
  event?: WholeNumber | null,
): Promise<TagExternalRepo[]> {
  const tag = await getTag(ctx, tagInfo, { event });
  const tags = await inheritedTagIds(ctx, tag.id, event);
  return nearestUses(await usesAt(ctx, [ctx.db.dialect.isIn(sql`tag.id`, tags)], event), tags);
}

/** Uses of repos by tags as they count: nearest tag first, then by priority, each repo once. */
export function nearestUses(all: readonly TagExternalRepo[], tags: readonly number[]): TagExternalRepo[] {
  const distance = new Map(tags.map((id, index) => [id, index]));
  const uses = all.toSorted(
    (a, b) => distance.get(a.tag_id)! - distance.get(b.tag_id)! || a.priority - b.priority,
  );
  const seen = new Set<number>();
  return uses.filter(({ external_repo_id: id }) => !seen.has(id) && seen.add(id));
}

function usesAt(
  ctx: Context,
  where: readonly Sql[],
  event: WholeNumber | null | undefined,
): Promise<TagExternalRepo[]> {
  return readRows<TagExternalRepo>(
    ctx.db,
    {
      columns: {
        external_repo_id: sql`external_repo.id`,
        external_repo_name: sql`external_repo.name`,
        priority: sql`priority`,
        tag_id: sql`tag.id`,
        tag_name: sql`tag.name`,
        url: sql`url`,
        merge_mode: sql`merge_mode`,
        arches: sql`arches`,
      },
      from: sql`tag_external_repos
        JOIN tag ON tag_external_repos.tag_id = tag.id
        JOIN external_repo ON tag_external_repos.external_repo_id = external_repo.id
        JOIN external_repo_config ON external_repo.id = external_repo_config.external_repo_id`,
      where: [currentAt('tag_external_repos', event), currentAt('external_repo_config', event), ...where],
    },
    { order: 'priority' },
  );
}
