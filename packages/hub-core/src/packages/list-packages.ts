import sql, { type Sql } from 'sql-template-tag';
import type { ListedPackage } from '@kojikit/protocol';
import { lookupNameStrictly } from '../lookup/index.js';
import { applyOptions } from '../query/apply-options.js';
import { answerListing, type ListingAnswer, type QueryOptions } from '../query/listing.js';
import { isTrue } from '../rpc/convert.js';
import type { Context } from '../rpc/context.js';
import { startOf } from '../rpc/database-values.js';
import { findUserStrictly } from '../users/index.js';
import { readPackageList, readPackageLists } from './read-package-list.js';

export interface PackageQuery {
  readonly tagID?: unknown;
  readonly userID?: unknown;
  readonly pkgID?: unknown;
  /** How names begin, minding no case. */
  readonly prefix?: unknown;
  readonly inherited?: unknown;
  readonly with_dups?: unknown;
  readonly event?: unknown;
  readonly with_owners?: unknown;
  readonly with_blocked?: unknown;
}

/** All packages of the hub, or the package lists of a tag, of an owner or of a package. */
export async function listPackages(
  ctx: Context,
  query: PackageQuery,
  options: QueryOptions | null | undefined,
): Promise<ListingAnswer<ListedPackage>> {
  const { tagID, userID, pkgID, prefix } = query;
  if (tagID == null && userID == null && pkgID == null) return listAllPackages(ctx, prefix, options);
  const filter = {
    tagId: tagID == null ? undefined : (await lookupNameStrictly(ctx, 'tag', tagID)).id,
    userId: userID == null ? undefined : (await findUserStrictly(ctx, userID)).id,
    packageId: pkgID == null ? undefined : (await lookupNameStrictly(ctx, 'package', pkgID)).id,
    event: query.event,
    inherit: isTrue(query.inherited),
    withOwners: isTrue(query.with_owners),
    withBlocked: isTrue(query.with_blocked),
  };
  const entries = isTrue(query.with_dups)
    ? [...(await readPackageLists(ctx, filter)).values()].flat()
    : [...(await readPackageList(ctx, filter)).values()];
  const start = isTrue(prefix) ? String(prefix).toLowerCase() : '';
  return applyOptions(
    entries.filter((entry) => entry.package_name.toLowerCase().startsWith(start)),
    options,
  );
}

/** All packages of the hub, listed in a tag or not. */
export async function listAllPackages(
  ctx: Context,
  prefix: unknown,
  options: QueryOptions | null | undefined,
): Promise<ListingAnswer<Pick<ListedPackage, 'package_id' | 'package_name'>>> {
  const where: Sql[] = [];
  if (prefix != null) {
    where.push(ctx.db.dialect.like(sql`package.name`, `${startOf(prefix)}%`, { ignoreCase: true }));
  }
  const columns = { package_id: sql`package.id`, package_name: sql`package.name` };
  return answerListing(ctx.db, { columns, from: sql`package`, where }, options);
}
