import sql, { join, type Sql } from 'sql-template-tag';
import { GenericError } from '@kojikit/protocol';
import { pythonRegex } from '../config/index.js';
import { currentAt } from '../history/index.js';
import { groupBy } from '../query/group-by.js';
import { fullInheritance, type InheritanceStep } from '../tags/index.js';
import type { Context } from '../ground/context.js';
import type { WholeNumber } from '../rpc/convert.js';

/** A package in a tag's list, as Koji's API returns it. */
export interface ListedPackage {
  package_id: number;
  package_name: string;
  tag_id: number;
  tag_name: string;
  /** Arches besides the tag's, separated by blanks. */
  extra_arches: string | null;
  /** The package is listed to say that it must not be used. */
  blocked: boolean;
  owner_id?: number;
  owner_name?: string;
}

export interface PackageListFilter {
  readonly tagId?: number;
  readonly userId?: number;
  readonly packageId?: number;
  readonly event?: WholeNumber | null;
  /** Follow the tag's inheritance. */
  readonly inherit?: boolean;
  /** Answer owners. Default: true; needed for `userId`. */
  readonly withOwners?: boolean;
  /** Answer blocked entries. Default: true. */
  readonly withBlocked?: boolean;
}

/**
 * The package lists of tags, one entry per package: the nearest tag of the inheritance wins.
 * Throws GenericError when neither tag, user nor package is given.
 */
export async function readPackageList(
  ctx: Context,
  filter: PackageListFilter,
): Promise<Map<number, ListedPackage>> {
  const packages = new Map<number, ListedPackage>();
  for (const [id, [first]] of await readPackageLists(ctx, filter)) packages.set(id, first!);
  return packages;
}

/**
 * The package lists of tags with every entry of a package, nearest first. One query for all tags; package filters of
 * the inheritance are applied here.
 */
export async function readPackageLists(
  ctx: Context,
  filter: PackageListFilter,
): Promise<Map<number, ListedPackage[]>> {
  const { tagId, userId, packageId, withOwners = true } = filter;
  if (tagId === undefined && userId === undefined && packageId === undefined) {
    throw new GenericError('tag,user, and/or pkg must be specified');
  }
  if (userId !== undefined && !withOwners) {
    throw new GenericError("userID and with_owners=False can't be used together");
  }
  const steps = tagId !== undefined && filter.inherit ? await fullInheritance(ctx, tagId, filter.event) : [];
  const rows = await readEntries(ctx, filter, withOwners, steps);
  if (tagId === undefined || steps.length === 0) return byPackage(rows);
  return inInheritanceOrder(tagId, steps, rows);
}

async function readEntries(
  ctx: Context,
  filter: PackageListFilter,
  withOwners: boolean,
  steps: readonly InheritanceStep[],
): Promise<ListedPackage[]> {
  const { tagId, userId, packageId, event } = filter;
  const where: Sql[] = [currentAt('tag_packages', event)];
  if (tagId !== undefined) {
    const tags = [...new Set([tagId, ...steps.map((step) => step.parent_id)])];
    where.push(ctx.db.dialect.isIn(sql`tag_packages.tag_id`, tags));
  }
  if (packageId !== undefined) where.push(sql`tag_packages.package_id = ${packageId}`);
  if (userId !== undefined) where.push(sql`users.id = ${userId}`);
  if (filter.withBlocked === false) where.push(sql`NOT tag_packages.blocked`);
  if (withOwners) where.push(currentAt('tag_package_owners', event));
  const owners = withOwners
    ? {
        columns: sql`, users.id AS owner_id, users.name AS owner_name`,
        joins: sql`
      JOIN tag_package_owners ON tag_packages.tag_id = tag_package_owners.tag_id
        AND tag_packages.package_id = tag_package_owners.package_id
      JOIN users ON users.id = tag_package_owners.owner`,
      }
    : { columns: sql``, joins: sql`` };
  return ctx.db.all<ListedPackage>(sql`
    SELECT package.id AS package_id, package.name AS package_name, tag.id AS tag_id, tag.name AS tag_name,
      tag_packages.extra_arches, tag_packages.blocked${owners.columns}
    FROM tag_packages
      JOIN tag ON tag.id = tag_packages.tag_id
      JOIN package ON package.id = tag_packages.package_id${owners.joins}
    WHERE ${join(where, ' AND ')}`);
}

function byPackage(rows: readonly ListedPackage[]): Map<number, ListedPackage[]> {
  const packages = new Map<number, ListedPackage[]>();
  for (const row of rows) {
    const entries = packages.get(row.package_id);
    // Without a tag Koji keeps the entry that it read last, so that one comes first.
    if (entries) entries.unshift(row);
    else packages.set(row.package_id, [row]);
  }
  return packages;
}

/* A tag that is reached by several ways is looked at each time: another way may have other filters. */
function inInheritanceOrder(
  tagId: number,
  steps: readonly InheritanceStep[],
  rows: readonly ListedPackage[],
): Map<number, ListedPackage[]> {
  const byTag = groupBy(rows, (row) => row.tag_id);
  const packages = new Map<number, ListedPackage[]>();
  for (const { id, filters } of [{ id: tagId, filters: [] }, ...steps.map(waysOf)]) {
    for (const row of byTag.get(id) ?? []) {
      if (!filters.every((filter) => filter.test(row.package_name))) continue;
      const entries = packages.get(row.package_id);
      if (entries) entries.push(row);
      else packages.set(row.package_id, [row]);
    }
  }
  return packages;
}

function waysOf(step: InheritanceStep): { id: number; filters: RegExp[] } {
  return { id: step.parent_id, filters: step.filter.map(pythonRegex) };
}
