import sql, { join, raw, type Sql } from 'sql-template-tag';
import { GenericError } from '@kojikit/protocol';
import { allOf } from '../all-of.js';
import type { Rows } from '../db/rows.js';
import { currentAt } from '../history/index.js';
import { fullInheritance, type InheritanceStep } from '../tags/index.js';
import type { Context } from '../ground/context.js';
import type { WholeNumber } from '../rpc/convert.js';
import { waysOf, type Way } from './nearest-ways.js';

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
  /** The entries of a tag may come in any order, which long lists are read faster in. Default: as they were listed. */
  readonly inAnyOrder?: boolean;
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
  const { entries, places } = await readPackageLists(ctx, filter);
  const nearest = entries.picked([...places.values()].map(([first]) => first!)).values();
  for (const entry of nearest) packages.set(entry.package_id, entry);
  return packages;
}

/** Entries of package lists. */
export interface PackageLists {
  readonly entries: Rows<ListedPackage>;
  /** By package: the places of its entries, the nearest first. */
  readonly places: ReadonlyMap<number, readonly number[]>;
}

/**
 * The package lists of tags with every entry of a package, nearest first. One query for all tags; package filters of
 * the inheritance are applied here.
 */
export async function readPackageLists(ctx: Context, filter: PackageListFilter): Promise<PackageLists> {
  const { tagId, userId, packageId, withOwners = true } = filter;
  if (tagId === undefined && userId === undefined && packageId === undefined) {
    throw new GenericError('tag,user, and/or pkg must be specified');
  }
  if (userId !== undefined && !withOwners) {
    throw new GenericError("userID and with_owners=False can't be used together");
  }
  const { steps, entries } = await readInherited(ctx, filter);
  const places =
    tagId === undefined || !filter.inherit ? byPackage(entries) : byDistance(waysOf(tagId, steps), entries);
  return { entries, places };
}

interface InheritedEntries {
  readonly steps: readonly InheritanceStep[];
  readonly entries: Rows<ListedPackage>;
}

async function readInherited(ctx: Context, filter: PackageListFilter): Promise<InheritedEntries> {
  const { tagId, packageId, event } = filter;
  if (tagId === undefined) return { steps: [], entries: await readEntries(ctx, filter, undefined) };
  if (!filter.inherit) return { steps: [], entries: await readEntries(ctx, filter, [tagId]) };
  const inheriting = fullInheritance(ctx, tagId, event);
  if (packageId !== undefined) {
    // One package is listed in few tags: its entries are asked for before it is known which of those count.
    const [steps, entries] = await allOf([inheriting, readEntries(ctx, filter, undefined)]);
    return { steps, entries };
  }
  const steps = await inheriting;
  const tags = [...new Set([tagId, ...steps.map((step) => step.parent_id)])];
  return { steps, entries: await readEntries(ctx, filter, tags) };
}

/** @param tags undefined: entries of all tags. */
async function readEntries(
  ctx: Context,
  filter: PackageListFilter,
  tags: readonly number[] | undefined,
): Promise<Rows<ListedPackage>> {
  const { dialect } = ctx.db;
  const { userId, packageId, event, withOwners = true } = filter;
  const ofWanted = (table: 'tag_packages' | 'tag_package_owners'): Sql[] => {
    const where = [currentAt(table, event)];
    if (tags !== undefined) where.push(dialect.isIn(sql`${raw(table)}.tag_id`, tags));
    if (packageId !== undefined) where.push(sql`${raw(table)}.package_id = ${packageId}`);
    return where;
  };
  const where = ofWanted('tag_packages');
  if (filter.withBlocked === false) where.push(sql`NOT tag_packages.blocked`);
  const entries = sql`
    SELECT tag_packages.package_id, package.name AS package_name, tag_packages.tag_id, tag.name AS tag_name,
      tag_packages.extra_arches, tag_packages.blocked
    FROM tag_packages
      JOIN tag ON tag.id = tag_packages.tag_id
      JOIN package ON package.id = tag_packages.package_id
    WHERE ${join(where, ' AND ')}`;
  if (!withOwners) return ctx.db.rows<ListedPackage>(entries);

  const long = filter.inAnyOrder === true && tags !== undefined && tags.length > 1 && userId === undefined;
  const owned = long ? ofWanted('tag_package_owners') : [currentAt('tag_package_owners', event)];
  if (userId !== undefined) owned.push(sql`users.id = ${userId}`);
  const owners = sql`
    SELECT tag_package_owners.tag_id, tag_package_owners.package_id, users.id AS owner_id, users.name AS owner_name
    FROM tag_package_owners JOIN users ON users.id = tag_package_owners.owner
    WHERE ${join(owned, ' AND ')}`;
  const read = (query: Sql) => (long ? dialect.planned(query) : sql`(${query})`);
  return ctx.db.rows<ListedPackage>(sql`
    SELECT entry.package_id, entry.package_name, entry.tag_id, entry.tag_name, entry.extra_arches, entry.blocked,
      owned.owner_id, owned.owner_name
    FROM ${read(entries)} AS entry
      JOIN ${read(owners)} AS owned ON owned.tag_id = entry.tag_id AND owned.package_id = entry.package_id`);
}

function byPackage(entries: Rows<ListedPackage>): Map<number, number[]> {
  const packages = new Map<number, number[]>();
  entries.integers('package_id').forEach((id, place) => {
    const places = packages.get(id);
    // Without a tag Koji keeps the entry that it read last, so that one comes first.
    if (places) places.unshift(place);
    else packages.set(id, [place]);
  });
  return packages;
}

/* A tag that is reached by several ways is looked at each time: another way may have other filters. */
function byDistance(ways: readonly Way[], entries: Rows<ListedPackage>): Map<number, number[]> {
  const ids = entries.integers('package_id');
  const filtered = ways.some(({ filters }) => filters.length > 0);
  const names = filtered ? entries.texts('package_name') : [];
  const byTag = new Map<number, number[]>(ways.map(({ tagId }) => [tagId, []]));
  entries.integers('tag_id').forEach((tag, place) => byTag.get(tag)?.push(place));
  const packages = new Map<number, number[]>();
  for (const { tagId, filters } of ways) {
    for (const place of byTag.get(tagId)!) {
      if (!filters.every((filter) => filter.test(names[place]!))) continue;
      const id = ids[place]!;
      const places = packages.get(id);
      if (places) places.push(place);
      else packages.set(id, [place]);
    }
  }
  return packages;
}
