import sql, { join, type Sql } from 'sql-template-tag';
import { answerListing, type ListingAnswer } from '../query/listing.js';
import type { QueryOptions } from '../query/readers/query-options.js';
import type { Context } from '../ground/context.js';
import { furtherData } from '../rpc/further-data.js';
import type { ArchFilter } from './readers/arch-filter.js';
import type { RpmInfo } from './types.js';

/** Which RPMs to list: what is undefined does not count, null equals nothing. */
export interface RpmFilter {
  /** RPMs of a build. */
  readonly build?: number | null;
  /** RPMs built in a buildroot. */
  readonly buildroot?: number | null;
  /** RPMs that an image archive consists of. */
  readonly image?: number | null;
  /** RPMs installed in a buildroot; rows say whether they came with an update. */
  readonly installedIn?: number | null;
  /** RPMs built on a host. */
  readonly host?: number | null;
  readonly arches?: ArchFilter;
  /** Of draft builds only (true), of others only (false). */
  readonly draft?: boolean;
}

export interface ListedRpm extends RpmInfo {
  nvr: string;
  component_buildroot_id?: number;
  is_update?: boolean;
}

/** The RPMs that fit every given filter. */
export async function listRpms(
  ctx: Context,
  filter: RpmFilter,
  options?: QueryOptions | null,
): Promise<ListingAnswer<ListedRpm>> {
  const where: Sql[] = [];
  const joins: Sql[] = [sql`rpminfo LEFT JOIN external_repo ON rpminfo.external_repo_id = external_repo.id`];
  const columns: Record<string, Sql> = { ...listedColumns };
  const equal = (column: Sql, value: number | null) => where.push(sql`${column} = ${value}`);

  if (filter.build !== undefined) equal(sql`rpminfo.build_id`, filter.build);
  if (filter.buildroot !== undefined) equal(sql`rpminfo.buildroot_id`, filter.buildroot);
  if (filter.installedIn !== undefined) {
    columns['component_buildroot_id'] = sql`buildroot_listing.buildroot_id`;
    columns['is_update'] = sql`buildroot_listing.is_update`;
    joins.push(sql`JOIN buildroot_listing ON rpminfo.id = buildroot_listing.rpm_id`);
    equal(sql`buildroot_listing.buildroot_id`, filter.installedIn);
  }
  if (filter.image !== undefined) {
    joins.push(sql`JOIN archive_rpm_components ON rpminfo.id = archive_rpm_components.rpm_id`);
    equal(sql`archive_rpm_components.archive_id`, filter.image);
  }
  if (filter.host !== undefined) {
    joins.push(sql`JOIN standard_buildroot ON rpminfo.buildroot_id = standard_buildroot.buildroot_id`);
    equal(sql`standard_buildroot.host_id`, filter.host);
  }
  if (filter.arches !== undefined) where.push(archCondition(ctx, filter.arches));
  if (filter.draft !== undefined) {
    where.push(filter.draft ? sql`rpminfo.draft IS TRUE` : sql`rpminfo.draft IS NOT TRUE`);
  }
  return answerListing<ListedRpm>(
    ctx.db,
    { columns, from: join(joins, ' '), where, readers: furtherData },
    options,
  );
}

function archCondition(ctx: Context, arches: ArchFilter): Sql {
  if (typeof arches === 'string') return sql`rpminfo.arch = ${arches}`;
  return ctx.db.dialect.isIn(sql`rpminfo.arch`, arches);
}

const listedColumns: Readonly<Record<string, Sql>> = {
  id: sql`rpminfo.id`,
  name: sql`rpminfo.name`,
  version: sql`rpminfo.version`,
  release: sql`rpminfo.release`,
  nvr: sql`rpminfo.name || '-' || rpminfo.version || '-' || rpminfo.release`,
  arch: sql`rpminfo.arch`,
  epoch: sql`rpminfo.epoch`,
  draft: sql`rpminfo.draft`,
  payloadhash: sql`rpminfo.payloadhash`,
  size: sql`rpminfo.size`,
  buildtime: sql`rpminfo.buildtime`,
  build_id: sql`rpminfo.build_id`,
  buildroot_id: sql`rpminfo.buildroot_id`,
  external_repo_id: sql`rpminfo.external_repo_id`,
  external_repo_name: sql`external_repo.name`,
  metadata_only: sql`rpminfo.metadata_only`,
  extra: sql`rpminfo.extra`,
};
