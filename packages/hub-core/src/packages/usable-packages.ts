import sql, { empty, join, type Sql } from 'sql-template-tag';
import type { Rows } from '../db/rows.js';
import { currentAt } from '../history/index.js';
import type { Context } from '../ground/context.js';
import { fullInheritance, type InheritanceStep } from '../tags/index.js';
import type { WholeNumber } from '../rpc/convert.js';
import { waysOf } from './nearest-ways.js';

export interface UsablePackagesFilter {
  readonly event?: WholeNumber | null;
  /** Look at this package alone. */
  readonly packageId?: number;
  /** Look at these packages alone. */
  readonly packageIds?: readonly number[];
  /** The inheritance of the tag, where the caller has read it already. */
  readonly inheritance?: readonly InheritanceStep[];
}

/** How a tag lists a package. */
export interface PackageEntry {
  readonly tag_id: number;
  readonly package_id: number;
  /** 1 where it is blocked, else 0. */
  readonly blocked: number;
  /** Empty unless some step of the inheritance filters by it. */
  readonly package_name: string;
}

/**
 * The ids of the packages that a tag or its inheritance lists and does not block: the nearest entry of a package
 * counts. The same rule as {@link readPackageList}, without reading what entries say besides.
 */
export async function usablePackages(
  ctx: Context,
  tagId: number,
  filter: UsablePackagesFilter = {},
): Promise<Set<number>> {
  const usable = new Set<number>();
  for (const [id, blocked] of await packageEntries(ctx, tagId, filter)) if (!blocked) usable.add(id);
  return usable;
}

/** The packages that a tag or its inheritance lists, by id, and whether the nearest entry blocks them. */
export async function packageEntries(
  ctx: Context,
  tagId: number,
  { inheritance, ...filter }: UsablePackagesFilter = {},
): Promise<Map<number, boolean>> {
  const steps = inheritance ?? (await fullInheritance(ctx, tagId, filter.event));
  return nearestEntries(tagId, steps, await ctx.db.rows<PackageEntry>(entriesOf(ctx, tagId, steps, filter)));
}

/** The entries of packages in a tag and what it inherits from: a query for rows as {@link PackageEntry}. */
export function entriesOf(
  ctx: Context,
  tagId: number,
  steps: readonly InheritanceStep[],
  { event, packageId, packageIds }: Omit<UsablePackagesFilter, 'inheritance'> = {},
): Sql {
  const filtered = steps.some((step) => step.filter.length > 0);
  const tags = [...new Set([tagId, ...steps.map((step) => step.parent_id)])];
  const where = [currentAt('tag_packages', event), ctx.db.dialect.isIn(sql`tag_packages.tag_id`, tags)];
  if (packageId !== undefined) where.push(sql`tag_packages.package_id = ${packageId}`);
  if (packageIds !== undefined) where.push(ctx.db.dialect.isIn(sql`tag_packages.package_id`, packageIds));
  return sql`
    SELECT tag_packages.tag_id, tag_packages.package_id,
      CASE WHEN tag_packages.blocked THEN 1 ELSE 0 END AS blocked,
      ${filtered ? sql`package.name` : sql`''`} AS package_name
    FROM tag_packages ${filtered ? sql`JOIN package ON package.id = tag_packages.package_id` : empty}
    WHERE ${join(where, ' AND ')}`;
}

/** The packages of entries by id, and whether the nearest entry blocks them. */
export function nearestEntries(
  tagId: number,
  steps: readonly InheritanceStep[],
  entries: Rows<PackageEntry>,
): Map<number, boolean> {
  const ways = waysOf(tagId, steps);
  const ids = entries.integers('package_id');
  const blocked = entries.integers('blocked');
  const names = ways.some(({ filters }) => filters.length > 0) ? entries.texts('package_name') : [];
  const byTag = new Map<number, number[]>(ways.map((way) => [way.tagId, []]));
  entries.integers('tag_id').forEach((tag, place) => byTag.get(tag)?.push(place));
  const nearest = new Map<number, boolean>();
  for (const { tagId: tag, filters } of ways) {
    for (const place of byTag.get(tag)!) {
      const id = ids[place]!;
      if (nearest.has(id) || !filters.every((filter) => filter.test(names[place]!))) continue;
      nearest.set(id, blocked[place] === 1);
    }
  }
  return nearest;
}
