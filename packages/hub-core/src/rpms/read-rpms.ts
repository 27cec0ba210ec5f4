import sql, { type Sql } from 'sql-template-tag';
import { readRows, type Listing } from '../query/listing.js';
import type { Context } from '../ground/context.js';
import { furtherData } from '../rpc/further-data.js';
import type { NameOfRpm, RpmInfo } from './types.js';

/** The file name of an RPM as an expression that has an index. */
export const rpmFileName: Sql = sql`name || '-' || version || '-' || release || '.' || arch || '.rpm'`;

/** {@link rpmFileName} of values. */
export function fileNameOf(rpm: NameOfRpm): string {
  return `${rpm.name}-${rpm.version}-${rpm.release}.${rpm.arch}.rpm`;
}

/** The RPMs that meet all conditions, as Koji returns them. */
export function readRpms(ctx: Context, where: readonly Sql[]): Promise<RpmInfo[]> {
  return readRows<RpmInfo>(ctx.db, { ...rpmListing, where });
}

/** The RPMs of these ids and of these file names (internal and external ones), in two queries at most. */
export async function readRpmsByIdOrName(
  ctx: Context,
  ids: readonly number[],
  names: readonly NameOfRpm[],
): Promise<RpmInfo[]> {
  const { dialect } = ctx.db;
  const byId = ids.length === 0 ? [] : await readRpms(ctx, [dialect.isIn(sql`rpminfo.id`, ids)]);
  if (names.length === 0) return byId;
  const inner = sql`SELECT id FROM rpminfo WHERE ${dialect.isIn(rpmFileName, names.map(fileNameOf))}`;
  return [...byId, ...(await readRpms(ctx, [sql`rpminfo.id IN (${inner})`]))];
}

const rpmListing: Listing = {
  columns: {
    id: sql`rpminfo.id`,
    build_id: sql`build_id`,
    buildroot_id: sql`buildroot_id`,
    name: sql`rpminfo.name`,
    version: sql`version`,
    release: sql`release`,
    epoch: sql`epoch`,
    arch: sql`arch`,
    draft: sql`draft`,
    external_repo_id: sql`external_repo_id`,
    external_repo_name: sql`external_repo.name`,
    payloadhash: sql`payloadhash`,
    size: sql`size`,
    buildtime: sql`buildtime`,
    metadata_only: sql`metadata_only`,
    extra: sql`extra`,
  },
  from: sql`rpminfo JOIN external_repo ON rpminfo.external_repo_id = external_repo.id`,
  readers: furtherData,
};
