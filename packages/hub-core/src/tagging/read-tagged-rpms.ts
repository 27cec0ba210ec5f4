import sql, { empty, join, type Sql } from 'sql-template-tag';
import { GenericError, type Struct, type TaggedBuild, type TaggedRpm } from '@kojikit/protocol';
import { draftCondition } from '../builds/index.js';
import type { Row } from '../db/database.js';
import { isTrue } from '../rpc/convert.js';
import type { Context } from '../rpc/context.js';
import { oneText } from '../rpc/database-values.js';
import { pythonType } from '../rpc/python-names.js';
import { contentsInOrder } from './contents-in-order.js';
import { readTaggedBuilds, type TaggedBuildsFilter } from './read-tagged-builds.js';
import { withExtra } from './with-extra.js';

export interface TaggedRpmsFilter extends TaggedBuildsFilter {
  /** One arch or a list of them. */
  readonly arch?: unknown;
  /** Answer one row for each signature of an rpm, with its key. Default: no. */
  readonly rpmsigs?: unknown;
}

/**
 * The rpms of the builds that {@link readTaggedBuilds} finds, and these builds. Rpms come in the order of inheritance.
 * `extra` asks for the rpms' further data here. Throws GenericError `Invalid type for arch option: <type>`.
 */
export async function readTaggedRpms(
  ctx: Context,
  tagId: number,
  filter: TaggedRpmsFilter = {},
): Promise<[rpms: TaggedRpm[], builds: TaggedBuild[]]> {
  const { extra = true, arch, rpmsigs, draft, ...buildFilter } = filter;
  const builds = await readTaggedBuilds(ctx, tagId, { ...buildFilter, draft });
  const where: Sql[] = [];
  if (isTrue(arch)) where.push(archCondition(ctx, arch));
  if (draft !== null && draft !== undefined) where.push(draftCondition(draft, 'rpminfo'));
  const signed = isTrue(rpmsigs);
  const rpms = await contentsInOrder(ctx, builds, (inBuilds) =>
    ctx.db.all<Row & { build_id: number }>(sql`
      SELECT rpminfo.name, rpminfo.version, rpminfo.release, rpminfo.arch, rpminfo.id, rpminfo.epoch, rpminfo.draft,
        rpminfo.payloadhash, rpminfo.size, rpminfo.buildtime, rpminfo.buildroot_id, rpminfo.build_id,
        rpminfo.metadata_only${signed ? sql`, rpmsigs.sigkey` : empty}${isTrue(extra) ? sql`, rpminfo.extra` : empty}
      FROM rpminfo ${signed ? sql`LEFT JOIN rpmsigs ON rpminfo.id = rpmsigs.rpm_id` : empty}
      WHERE ${join([inBuilds(sql`rpminfo.build_id`), ...where], ' AND ')}
      ORDER BY rpminfo.id`),
  );
  return [rpms.map(withExtra) as unknown as (TaggedRpm & Struct)[], builds];
}

function archCondition(ctx: Context, arch: unknown): Sql {
  if (typeof arch === 'string') return sql`rpminfo.arch = ${arch}`;
  if (!Array.isArray(arch)) throw new GenericError(`Invalid type for arch option: ${pythonType(arch)}`);
  return ctx.db.dialect.isIn(sql`rpminfo.arch`, arch.map(oneText));
}
