import {
  type Build,
  type Buildroot,
  hubCall,
  type Plain,
  type Rpm,
  type RpmDescription,
  type RpmSignature,
} from '@kojikit/protocol';
import type { Visitor } from '../../hub/visitor.js';
import { PAGE_SIZE, window } from '../../html/pager.js';

/** What of the lists of the page is wanted. */
export interface RpmQuery {
  readonly fileOrder: string;
  readonly fileStart: number;
  readonly buildrootOrder: string;
  readonly buildrootStart: number;
}

/** What the page of an RPM shows. */
export interface RpmModel {
  readonly rpm: Plain<Rpm>;
  /** None of an RPM of an external repo. */
  readonly build: Plain<Build> | undefined;
  /** Where it was made. */
  readonly buildroot: Plain<Buildroot> | undefined;
  readonly signatures: readonly Plain<RpmSignature>[];
  /** Undefined without its file. */
  readonly description: Plain<RpmDescription> | undefined;
  /** Build roots that it was installed in. */
  readonly buildroots: readonly Plain<Buildroot>[];
  readonly moreBuildroots: boolean;
  readonly query: RpmQuery;
  readonly filesUrl: string;
}

/** Everything that the page of an RPM shows: two rounds of questions, the second about its build and its file. */
export async function readRpm(
  visitor: Visitor,
  info: number | string,
  query: RpmQuery,
  filesUrl: string,
): Promise<RpmModel> {
  const rpm = (await visitor.one(hubCall('getRPM', { rpminfo: info, strict: true }))).value()!;
  const { id, build_id: buildID, buildroot_id: buildrootID } = rpm;
  const internal = buildID !== null;
  const found = await visitor.all({
    build: internal ? hubCall('getBuild', { buildInfo: buildID }) : undefined,
    buildroot: buildrootID === null ? undefined : hubCall('getBuildroot', { buildrootID }),
    signatures: internal ? hubCall('queryRPMSigs', { rpm_id: id }) : undefined,
    description: internal
      ? hubCall('describeRPM', {
          rpmID: id,
          files: { order: query.fileOrder, offset: query.fileStart, limit: PAGE_SIZE },
        })
      : undefined,
    buildroots: hubCall('listBuildroots', {
      rpmID: id,
      queryOpts: window(query.buildrootStart, query.buildrootOrder),
    }),
  });
  const buildroots = found.buildroots.value();
  return {
    rpm,
    build: found.build?.optional(),
    buildroot: found.buildroot?.optional(),
    signatures: (found.signatures?.optional() ?? []).filter(({ sigkey }) => sigkey !== ''),
    description: found.description?.optional(),
    buildroots: buildroots.slice(0, PAGE_SIZE),
    moreBuildroots: buildroots.length > PAGE_SIZE,
    query,
    filesUrl,
  };
}
