import sql, { empty, type Sql } from 'sql-template-tag';
import { GenericError, type TaggedBuild, type TaggedArchive } from '@kojikit/protocol';
import { mavenColumns, storedColumns, winColumns } from '../archives/index.js';
import { selectList } from '../query/listing.js';
import type { Context } from '../ground/context.js';
import { contentsInOrder } from './contents-in-order.js';
import { readTaggedBuilds, type TaggedBuildsFilter } from './read-tagged-builds.js';
import type { Rows } from '../db/rows.js';
import { furtherData } from '../rpc/further-data.js';
import { faultText } from '../rpc/fault-text.js';

/**
 * The archives of the builds that {@link readTaggedBuilds} finds, and these builds. With a type, build and archive must
 * both be of it; `extra` asks for the archives' further data here.
 * Throws GenericError `unsupported archive type: <type>` for anything but `maven` and `win`.
 */
export async function readTaggedArchives(
  ctx: Context,
  tagId: number,
  filter: TaggedBuildsFilter = {},
): Promise<[archives: Rows<TaggedArchive> | [], builds: Rows<TaggedBuild>]> {
  const { extra = true, ...buildFilter } = filter;
  const builds = await readTaggedBuilds(ctx, tagId, buildFilter);
  const { joins, columns } = typeSource(filter.type);
  const all = { ...storedColumns, ...columns, ...(extra && { extra: sql`archiveinfo.extra` }) };
  const archives = await contentsInOrder(ctx, builds, async (inBuilds) => {
    const rows = await ctx.db.rows<TaggedArchive>(sql`
      SELECT ${selectList(all)}
      FROM archiveinfo JOIN btype ON archiveinfo.btype_id = btype.id ${joins}
      WHERE ${inBuilds(sql`archiveinfo.build_id`)}
      ORDER BY archiveinfo.id`);
    return extra ? rows.reading(furtherData) : rows;
  });
  return [archives, builds];
}

function typeSource(type: TaggedBuildsFilter['type']): {
  joins: Sql;
  columns: Readonly<Record<string, Sql>>;
} {
  switch (type) {
    case null:
    case undefined:
      return { joins: empty, columns: {} };
    case 'maven':
      return {
        joins: sql`JOIN maven_archives ON archiveinfo.id = maven_archives.archive_id`,
        columns: {
          maven_group_id: mavenColumns.group_id,
          maven_artifact_id: mavenColumns.artifact_id,
          maven_version: mavenColumns.version,
        },
      };
    case 'win':
      return {
        joins: sql`JOIN win_archives ON archiveinfo.id = win_archives.archive_id`,
        columns: winColumns,
      };
    default:
      throw new GenericError(faultText`unsupported archive type: ${type}`);
  }
}
