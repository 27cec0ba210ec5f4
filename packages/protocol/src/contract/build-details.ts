import type {
  BuildDetails,
  BuildReference,
  QueryOptions,
  RecentBuilds,
  Reference,
  RpmDescription,
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
    params: { rpmID: number; files?: QueryOptions | null };
    result: RpmDescription | null;
  };
}
