import sql, { type Sql } from 'sql-template-tag';
import type { ListedPackage } from '@kojikit/protocol';
import { lookupNameStrictly } from '../lookup/index.js';
import { withPrefix } from '../db/rows.js';
import { applyOptions, hasNone } from '../query/apply-options.js';
import { answerListing, type ListingAnswer } from '../query/listing.js';
import type { QueryOptions } from '../query/readers/query-options.js';
import type { NameOrId, UserRef } from '../readers/index.js';
import type { WholeNumber } from '../rpc/convert.js';
import type { Context } from '../ground/context.js';
import { findUserStrictly } from '../users/index.js';
import type { ListingOptions } from './readers/package-listing.js';
import { readPackageLists } from './read-package-list.js';

export interface PackageQuery {
  readonly tagID: NameOrId | null;
  readonly userID: UserRef | null;
  readonly pkgID: NameOrId | null;
  /** How names begin, minding no case. Read where it counts: Koji shows any value as text where a tag is listed. */
  readonly prefix: (() => string) | null;
  readonly inherited: boolean;
  readonly with_dups: boolean;
  readonly event: (() => WholeNumber) | null;
  readonly with_owners: boolean;
  readonly with_blocked: boolean;
}

/** All packages of the hub, or the package lists of a tag, of an owner or of a package. */
export async function listPackages(
  ctx: Context,
  query: PackageQuery,
  options: ListingOptions | null,
): Promise<ListingAnswer<ListedPackage>> {
  const { tagID, userID, pkgID, prefix } = query;
  if (tagID === null && userID === null && pkgID === null) {
    return listAllPackages(ctx, prefix?.() ?? null, options?.ofAll() ?? null);
  }
  const filter = {
    tagId: tagID === null ? undefined : (await lookupNameStrictly(ctx, 'tag', tagID)).id,
    userId: userID === null ? undefined : (await findUserStrictly(ctx, userID)).id,
    packageId: pkgID === null ? undefined : (await lookupNameStrictly(ctx, 'package', pkgID)).id,
    event: query.event?.(),
    inherit: query.inherited,
    withOwners: query.with_owners,
    withBlocked: query.with_blocked,
    inAnyOrder: true,
  };
  const { entries, places } = await readPackageLists(ctx, filter);
  const listed = [...places.values()].flatMap((all) => (query.with_dups ? all : all.slice(0, 1)));
  const all = entries.picked(listed);
  const start = prefix?.();
  const named = start === undefined ? all : withPrefix(all, 'package_name', start);
  const asked = options?.ofTag();
  return hasNone(asked) ? named : applyOptions(named.values(), asked);
}

/** All packages of the hub, listed in a tag or not. */
export async function listAllPackages(
  ctx: Context,
  prefix: string | null,
  options: QueryOptions | null,
): Promise<ListingAnswer<Pick<ListedPackage, 'package_id' | 'package_name'>>> {
  const where: Sql[] = [];
  if (prefix !== null) {
    where.push(ctx.db.dialect.like(sql`package.name`, `${prefix}%`, { ignoreCase: true }));
  }
  const columns = { package_id: sql`package.id`, package_name: sql`package.name` };
  return answerListing(ctx.db, { columns, from: sql`package`, where }, options);
}
