import sql, { join, type Sql } from 'sql-template-tag';
import { GenericError } from '@kojikit/protocol';
import { answerListing, type ListingAnswer, type QueryOptions } from '../query/listing.js';
import { columnInteger, oneText } from '../rpc/database-values.js';
import { isTrue } from '../rpc/convert.js';
import type { Context } from '../rpc/context.js';
import { pythonType } from '../rpc/python-names.js';
import { withExtra } from './read-rpms.js';
import type { RpmInfo } from './types.js';
import { CallerMistake } from '../rpc/caller-mistake.js';

export interface RpmFilter {
  /** RPMs of a build. */
  readonly build?: unknown;
  /** RPMs built in a buildroot. */
  readonly buildroot?: unknown;
  /** RPMs that an image archive consists of. */
  readonly image?: unknown;
  /** RPMs installed in a buildroot; rows say whether they came with an update. */
  readonly installedIn?: unknown;
  /** RPMs built on a host. */
  readonly host?: unknown;
  /** An arch, or a list of arches. */
  readonly arches?: unknown;
  /** Of draft builds only (true), of others only (false). */
  readonly draft?: unknown;
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
  const equal = (column: Sql, value: unknown) => where.push(sql`${column} = ${columnInteger(value)}`);

  if (filter.build != null) equal(sql`rpminfo.build_id`, filter.build);
  if (filter.buildroot != null) equal(sql`rpminfo.buildroot_id`, filter.buildroot);
  if (filter.installedIn != null) {
    columns['component_buildroot_id'] = sql`buildroot_listing.buildroot_id`;
    columns['is_update'] = sql`buildroot_listing.is_update`;
    joins.push(sql`JOIN buildroot_listing ON rpminfo.id = buildroot_listing.rpm_id`);
    equal(sql`buildroot_listing.buildroot_id`, filter.installedIn);
  }
  if (filter.image != null) {
    joins.push(sql`JOIN archive_rpm_components ON rpminfo.id = archive_rpm_components.rpm_id`);
    equal(sql`archive_rpm_components.archive_id`, filter.image);
  }
  if (filter.host != null) {
    joins.push(sql`JOIN standard_buildroot ON rpminfo.buildroot_id = standard_buildroot.buildroot_id`);
    equal(sql`standard_buildroot.host_id`, filter.host);
  }
  if (filter.arches != null) where.push(archCondition(ctx, filter.arches));
  if (filter.draft != null) {
    where.push(isTrue(filter.draft) ? sql`rpminfo.draft IS TRUE` : sql`rpminfo.draft IS NOT TRUE`);
  }
  return answerListing<ListedRpm>(
    ctx.db,
    { columns, from: join(joins, ' '), where, transform: withExtra },
    options,
  );
}

function archCondition(ctx: Context, arches: unknown): Sql {
  if (typeof arches === 'string') return sql`rpminfo.arch = ${arches}`;
  if (!Array.isArray(arches)) {
    throw new GenericError(`Invalid type for "arches" parameter: ${pythonType(arches)}`);
  }
  if (arches.length === 0) throw new CallerMistake('an empty list of arches');
  return ctx.db.dialect.isIn(sql`rpminfo.arch`, arches.map(oneText));
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
