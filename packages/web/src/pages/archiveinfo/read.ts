import {
  type Archive,
  type ArchiveFile,
  type Build,
  type Buildroot,
  hubCall,
  type Plain,
} from '@kojikit/protocol';
import type { Visitor } from '../../hub/visitor.js';
import { PageError } from '../../http/page-error.js';
import { PAGE_SIZE, window } from '../../html/pager.js';

/** What of the lists of the page is wanted. */
export interface ArchiveQuery {
  readonly fileOrder: string;
  readonly fileStart: number;
  readonly buildrootOrder: string;
  readonly buildrootStart: number;
}

/** What the page of an archive shows. */
export interface ArchiveModel {
  readonly archive: Plain<Archive>;
  readonly build: Plain<Build> | undefined;
  readonly files: readonly Plain<ArchiveFile>[];
  readonly moreFiles: boolean;
  /** Build roots that it was used in. */
  readonly buildroots: readonly Plain<Buildroot>[];
  readonly moreBuildroots: boolean;
  /** Whether it consists of RPMs, and of other archives. */
  readonly hasRpms: boolean;
  readonly hasArchives: boolean;
  readonly query: ArchiveQuery;
  readonly filesUrl: string;
}

/* Archives of these types consist of nothing that the hub knows. */
const WHOLE = ['maven', 'win'];

/** Everything that the page of an archive shows: two rounds of questions, the second about what belongs to it. */
export async function readArchive(
  visitor: Visitor,
  id: number,
  query: ArchiveQuery,
  filesUrl: string,
): Promise<ArchiveModel> {
  const archive = (await visitor.one(hubCall('getArchive', { archive_id: id }))).value();
  if (archive === null) throw new PageError(404, `There is no archive ${id}`);
  const rootid = 'rootid' in archive && archive.rootid === true;
  const composed = !WHOLE.includes(archive.btype);
  const one = { imageID: id, queryOpts: { limit: 1 } };
  const found = await visitor.all({
    build: hubCall('getBuild', { buildInfo: archive.build_id }),
    files:
      archive.compression_type === null
        ? undefined
        : hubCall('listArchiveFiles', {
            archive_id: id,
            queryOpts: window(query.fileStart, query.fileOrder),
          }),
    buildroots: hubCall('listBuildroots', {
      archiveID: id,
      queryOpts: window(query.buildrootStart, query.buildrootOrder),
    }),
    rpms: composed && rootid === undefined ? hubCall('listRPMs', one) : undefined,
    archives: composed ? hubCall('listArchives', one) : undefined,
  });
  const files = found.files?.optional() ?? [];
  const buildroots = found.buildroots.value();
  return {
    archive,
    build: found.build.optional(),
    files: files.slice(0, PAGE_SIZE),
    moreFiles: files.length > PAGE_SIZE,
    buildroots: buildroots.slice(0, PAGE_SIZE),
    moreBuildroots: buildroots.length > PAGE_SIZE,
    hasRpms: rootid ?? (found.rpms?.optional() ?? []).length > 0,
    hasArchives: (found.archives?.optional() ?? []).length > 0,
    query,
    filesUrl,
  };
}
