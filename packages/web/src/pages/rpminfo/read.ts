import { hubCall, type Plain, type RpmDetails } from '@kojikit/protocol';
import type { Visitor } from '../../hub/visitor.js';
import { PageError } from '../../http/page-error.js';
import { PAGE_SIZE, window } from '../../html/pager.js';

/** What of the lists of the page is wanted. */
export interface RpmQuery {
  readonly fileOrder: string;
  readonly fileStart: number;
  readonly buildrootOrder: string;
  readonly buildrootStart: number;
}

/** What the page of an RPM shows. */
export interface RpmModel extends Plain<RpmDetails> {
  readonly moreBuildroots: boolean;
  readonly query: RpmQuery;
  readonly filesUrl: string;
}

/** Everything that the page of an RPM shows: one question. */
export async function readRpm(
  visitor: Visitor,
  info: number | string,
  query: RpmQuery,
  filesUrl: string,
): Promise<RpmModel> {
  const details = (
    await visitor.one(
      hubCall('describeRPM', {
        rpmID: info,
        files: { order: query.fileOrder, offset: query.fileStart, limit: PAGE_SIZE },
        buildroots: window(query.buildrootStart, query.buildrootOrder),
        strict: true,
      }),
    )
  ).value();
  if (details === null) throw new PageError(404, `There is no RPM ${info}`);
  return {
    ...details,
    buildroots: details.buildroots.slice(0, PAGE_SIZE),
    moreBuildroots: details.buildroots.length > PAGE_SIZE,
    query,
    filesUrl,
  };
}
