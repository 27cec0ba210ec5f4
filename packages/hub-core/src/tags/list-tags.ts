import sql, { type Sql } from 'sql-template-tag';
import { GenericError, type ListedTag } from '@kojikit/protocol';
import { lookupName } from '../lookup/index.js';
import { answerListing, type ListingAnswer } from '../query/listing.js';
import type { QueryOptions } from '../query/readers/query-options.js';
import type { BuildRef, NameOrId } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { faultText } from '../rpc/fault-text.js';

export interface TagFilter {
  /** Only tags that hold this build. */
  readonly build: BuildRef | null;
  /** Only tags that list this package, with its settings there. */
  readonly package: NameOrId | null;
  /** Show the permission that a tag needs. */
  readonly perms: boolean;
  /** A pattern of SQL's LIKE for names, minding no case. */
  readonly pattern: string | null;
}

/** The tags that exist now, filtered. */
export async function listTags(
  ctx: Context,
  filter: TagFilter,
  options: QueryOptions | null,
): Promise<ListingAnswer<ListedTag>> {
  if (filter.build !== null && filter.package !== null) {
    throw new GenericError('only one of build and package may be specified');
  }
  const columns: Record<string, Sql> = {
    id: sql`tag.id`,
    name: sql`tag.name`,
    arches: sql`tag_config.arches`,
    locked: sql`tag_config.locked`,
    maven_support: sql`tag_config.maven_support`,
    maven_include_all: sql`tag_config.maven_include_all`,
  };
  const where: Sql[] = [sql`tag_config.active IS TRUE`];
  let from = sql`tag_config JOIN tag ON tag.id = tag_config.tag_id`;
  if (filter.perms) {
    from = sql`${from} LEFT JOIN permissions ON tag_config.perm_id = permissions.id`;
    Object.assign(columns, { perm_id: sql`tag_config.perm_id`, perm: sql`permissions.name` });
  }
  if (filter.build !== null) {
    from = sql`${from} JOIN tag_listing ON tag.id = tag_listing.tag_id`;
    where.push(
      sql`tag_listing.active IS TRUE AND tag_listing.build_id = ${await buildId(ctx, filter.build)}`,
    );
  } else if (filter.package !== null) {
    const found = await lookupName(ctx, 'package', filter.package);
    if (found === undefined) throw new GenericError(faultText`No such package: ${filter.package}`);
    from = sql`${from} JOIN tag_packages ON tag.id = tag_packages.tag_id
      JOIN tag_package_owners ON tag_packages.tag_id = tag_package_owners.tag_id
        AND tag_packages.package_id = tag_package_owners.package_id AND tag_package_owners.active IS TRUE
      JOIN users ON tag_package_owners.owner = users.id`;
    where.push(sql`tag_packages.active IS TRUE AND tag_packages.package_id = ${found.id}`);
    Object.assign(columns, {
      owner_id: sql`users.id`,
      owner_name: sql`users.name`,
      blocked: sql`tag_packages.blocked`,
      extra_arches: sql`tag_packages.extra_arches`,
    });
  }
  if (filter.pattern !== null) {
    where.push(ctx.db.dialect.like(sql`tag.name`, filter.pattern, { ignoreCase: true }));
  }
  return answerListing(ctx.db, { columns, from, where }, options);
}

async function buildId(ctx: Context, build: BuildRef): Promise<number> {
  const found = await ctx.call('getBuild', { buildInfo: build });
  if (found === null) throw new GenericError(faultText`No such build: ${build}`);
  return found.id;
}
