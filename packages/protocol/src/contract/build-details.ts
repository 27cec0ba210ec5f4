import type {
  ArchiveDetails,
  BuildDetails,
  BuildReference,
  QueryOptions,
  RecentBuilds,
  Reference,
  RpmDetails,
  Struct,
} from './shapes.js';

/** What pages show of builds and RPMs, in one answer. */
export interface BuildDetailsApi {
  describeBuild: {
    params: { buildInfo: BuildReference; strict?: boolean };
    result: BuildDetails | null;
  };
  listRecentBuilds: {
    params: {
      tag?: Reference | null;
      user?: Reference | null;
      package?: Reference | null;
      /** At most 100. */
      limit?: number;
      /** Entries of each changelog, at most 20. */
      changelog?: number;
    };
    result: RecentBuilds;
  };
  describeRPM: {
    params: {
      rpmID: number | string | Struct;
      /** Which files of its header: 50 unless that is said, at most 1000. */
      files?: QueryOptions | null;
      /** Which of the build roots that it was installed in: as many. */
      buildroots?: QueryOptions | null;
      strict?: boolean;
    };
    result: RpmDetails | null;
  };
  describeArchive: {
    params: {
      archiveID: number;
      /** Which of the files in it: 50 unless that is said, at most 1000. */
      files?: QueryOptions | null;
      /** Which of the build roots that it was used in: as many. */
      buildroots?: QueryOptions | null;
    };
    result: ArchiveDetails | null;
  };
}
