import sql from 'sql-template-tag';
import type { OwnedPackage } from '@kojikit/protocol';
import { allowed, pageClause, type Page } from '../query/browsing.js';
import type { Context } from '../ground/context.js';

/**
 * A page of the entries of packages in tags that a user owns, and whether there are more: one query.
 * Throws ParameterError for an unknown order.
 */
export async function readOwnedPackages(
  ctx: Context,
  owner: number,
  asked: Page,
): Promise<{ packages: OwnedPackage[]; more: boolean }> {
  const page = allowed(asked);
  const rows = await ctx.db.all<OwnedPackage>(sql`
    SELECT package.id AS package_id, package.name AS package_name, tag.id AS tag_id, tag.name AS tag_name,
           tag_packages.blocked AS blocked
      FROM tag_package_owners
      JOIN tag_packages ON tag_packages.tag_id = tag_package_owners.tag_id
       AND tag_packages.package_id = tag_package_owners.package_id AND tag_packages.active IS TRUE
      JOIN package ON package.id = tag_packages.package_id
      JOIN tag ON tag.id = tag_packages.tag_id
     WHERE tag_package_owners.owner = ${owner} AND tag_package_owners.active IS TRUE
     ${pageClause(ORDERS, { ...page, limit: page.limit + 1 }, sql`package.id, tag.id`)}`);
  return { packages: rows.slice(0, page.limit), more: rows.length > page.limit };
}

const ORDERS = {
  package_id: sql`package.id`,
  package_name: sql`package.name`,
  tag_name: sql`tag.name`,
  blocked: sql`tag_packages.blocked`,
  // All have the same, but Koji's pages have the column to sort by.
  owner_name: sql`tag_package_owners.owner`,
};
