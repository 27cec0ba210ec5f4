import sql from 'sql-template-tag';
import type { Archive, TypeArchives } from '@kojikit/protocol';
import { withRead } from '../db/object-rows.js';
import { furtherData } from '../rpc/further-data.js';
import { archiveColumns, archiveTables, imageColumns, mavenColumns, winColumns } from '../archives/index.js';
import { groupBy } from '../group-by.js';
import { selectList } from '../query/listing.js';
import type { Context } from '../ground/context.js';

/** Most archives of one type. */
const MOST_ARCHIVES = 100;

const DETAILS = { ...mavenColumns, ...winColumns, ...imageColumns };

type StoredArchive = Archive & { readonly of_type: number; readonly place: number };

/** The archives of a build by build type, with what is known of each as one of its type; of a type at most 100. */
export async function archivesByType(ctx: Context, buildId: number): Promise<TypeArchives[]> {
  const rows = await ctx.db.all<StoredArchive>(sql`
    SELECT * FROM (
      SELECT ${selectList({ ...archiveColumns, ...DETAILS })},
        COUNT(*) OVER (PARTITION BY btype.name) AS of_type,
        ROW_NUMBER() OVER (PARTITION BY btype.name ORDER BY archiveinfo.filename, archiveinfo.id) AS place
      FROM ${archiveTables}
        LEFT JOIN maven_archives ON maven_archives.archive_id = archiveinfo.id
        LEFT JOIN win_archives ON win_archives.archive_id = archiveinfo.id
        LEFT JOIN image_archives ON image_archives.archive_id = archiveinfo.id
      WHERE archiveinfo.build_id = ${buildId}) AS listed
    WHERE place <= ${MOST_ARCHIVES} ORDER BY btype, place`);
  return [...groupBy(rows, ({ btype }) => btype)].map(([btype, ofType]) => ({
    btype,
    count: ofType[0]!.of_type,
    archives: ofType.map(ofItsType),
  }));
}

const COUNTS = ['of_type', 'place'];

/* What belongs to other types is left out, as listArchives does. */
function ofItsType(archive: StoredArchive): Archive {
  const known = Object.entries(archive).filter(
    ([name, value]) => !COUNTS.includes(name) && (value !== null || !Object.hasOwn(DETAILS, name)),
  );
  return withRead(Object.fromEntries(known), furtherData) as unknown as Archive;
}
