import sql, { empty, join, type Sql } from 'sql-template-tag';
import type { TaggedBuild, TaggedRpm } from '@kojikit/protocol';
import { draftCondition } from '../builds/index.js';
import type { Context } from '../ground/context.js';
import { contentsInOrder } from './contents-in-order.js';
import { readTaggedBuilds, type TaggedBuildsFilter } from './read-tagged-builds.js';
import type { WantedArch } from './readers/wanted-arch.js';
import type { Rows } from '../db/rows.js';
import { furtherData } from '../rpc/further-data.js';

export interface TaggedRpmsFilter extends TaggedBuildsFilter {
  /** Null: any. */
  readonly arch?: WantedArch | null;
  /** Answer one row for each signature of an rpm, with its key. Default: no. */
  readonly rpmsigs?: boolean;
}

/**
 * The rpms of the builds that {@link readTaggedBuilds} finds, and these builds. Rpms come in the order of inheritance.
 * `extra` asks for the rpms' further data here.
 */
export async function readTaggedRpms(
  ctx: Context,
  tagId: number,
  filter: TaggedRpmsFilter = {},
): Promise<[rpms: Rows<TaggedRpm> | [], builds: Rows<TaggedBuild>]> {
  const { extra = true, arch, rpmsigs: signed = false, draft, ...buildFilter } = filter;
  const builds = await readTaggedBuilds(ctx, tagId, { ...buildFilter, draft });
  const where: Sql[] = [];
  if (arch != null) where.push(archCondition(ctx, arch));
  if (draft != null) where.push(draftCondition(draft, 'rpminfo'));
  const rpms = await contentsInOrder(ctx, builds, async (inBuilds) => {
    const rows = await ctx.db.rows<TaggedRpm>(sql`
      SELECT rpminfo.name, rpminfo.version, rpminfo.release, rpminfo.arch, rpminfo.id, rpminfo.epoch, rpminfo.draft,
        rpminfo.payloadhash, rpminfo.size, rpminfo.buildtime, rpminfo.buildroot_id, rpminfo.build_id,
        rpminfo.metadata_only${signed ? sql`, rpmsigs.sigkey` : empty}${extra ? sql`, rpminfo.extra` : empty}
      FROM rpminfo ${signed ? sql`LEFT JOIN rpmsigs ON rpminfo.id = rpmsigs.rpm_id` : empty}
      WHERE ${join([inBuilds(sql`rpminfo.build_id`), ...where], ' AND ')}
      ORDER BY rpminfo.id`);
    return extra ? rows.reading(furtherData) : rows;
  });
  return [rpms, builds];
}

function archCondition(ctx: Context, arch: WantedArch): Sql {
  if (typeof arch === 'string') return sql`rpminfo.arch = ${arch}`;
  return ctx.db.dialect.isIn(sql`rpminfo.arch`, arch);
}
