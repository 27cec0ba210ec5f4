import { type ArchiveDetails, hubCall, type Plain } from '@kojikit/protocol';
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
export interface ArchiveModel extends Plain<ArchiveDetails> {
  readonly moreFiles: boolean;
  readonly moreBuildroots: boolean;
  readonly query: ArchiveQuery;
  readonly filesUrl: string;
}

/** Everything that the page of an archive shows: one question. */
export async function readArchive(
  visitor: Visitor,
  id: number,
  query: ArchiveQuery,
  filesUrl: string,
): Promise<ArchiveModel> {
  const details = (
    await visitor.one(
      hubCall('describeArchive', {
        archiveID: id,
        files: window(query.fileStart, query.fileOrder),
        buildroots: window(query.buildrootStart, query.buildrootOrder),
      }),
    )
  ).value();
  if (details === null) throw new PageError(404, `There is no archive ${id}`);
  const { files, buildroots } = details;
  return {
    ...details,
    files: files.slice(0, PAGE_SIZE),
    moreFiles: files.length > PAGE_SIZE,
    buildroots: buildroots.slice(0, PAGE_SIZE),
    moreBuildroots: buildroots.length > PAGE_SIZE,
    query,
    filesUrl,
  };
}
