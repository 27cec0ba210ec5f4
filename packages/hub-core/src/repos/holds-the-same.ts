import sql, { join, raw } from 'sql-template-tag';
import { truth } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import {
  findTag,
  fullInheritance,
  readInheritance,
  type InheritanceStep,
  type TagInfo,
} from '../tags/index.js';

/* What a tag may have of its own, beside the settings that repoOptions knows of. */
const CONTENT_TABLES = [
  'tag_listing',
  'tag_packages',
  'tag_external_repos',
  'group_config',
  'group_req_listing',
  'group_package_listing',
];

/**
 * The parent whose repo would hold what a repo of this tag would, as far as contents go: its only one, from which it
 * inherits everything, and beside which it has no packages, builds, groups and external repos. Undefined when there is
 * none, or when that cannot be told cheaply.
 */
export async function holdsTheSame(ctx: Context, tag: TagInfo): Promise<number | undefined> {
  const [link, ...others] = await readInheritance(ctx, tag.id, null);
  if (link === undefined || others.length > 0 || link.pkg_filter || link.maxdepth !== null) {
    return undefined;
  }
  if (link.noconfig || (await hasOwnContent(ctx, tag.id))) return undefined;
  const parent = await findTag(ctx, link.parent_id);
  if (truth(parent?.extra['repo_include_all']) !== truth(tag.extra['repo_include_all'])) return undefined;
  // A parent may inherit what it does not hand on.
  const [, ...seen] = await fullInheritance(ctx, tag.id);
  const theirs = await fullInheritance(ctx, link.parent_id);
  return sameSteps(seen, theirs) ? link.parent_id : undefined;
}

async function hasOwnContent(ctx: Context, tagId: number): Promise<boolean> {
  const found = join(
    CONTENT_TABLES.map(
      (table) => sql`EXISTS (SELECT 1 FROM ${raw(table)} WHERE tag_id = ${tagId} AND active IS TRUE)`,
    ),
    ' OR ',
  );
  return (await ctx.db.value<number>(sql`SELECT CASE WHEN ${found} THEN 1 ELSE 0 END`)) === 1;
}

function sameSteps(some: readonly InheritanceStep[], others: readonly InheritanceStep[]): boolean {
  const words = (steps: readonly InheritanceStep[]) =>
    JSON.stringify(steps.map((step) => [step.parent_id, step.filter, step.noconfig]));
  return words(some) === words(others);
}
