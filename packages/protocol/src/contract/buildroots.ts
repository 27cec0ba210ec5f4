import type { Buildroot, BuildrootComparison, BuildrootRpm, Listing, QueryOptions } from './shapes.js';

/** Build roots and what is installed in them. */
export interface BuildrootsApi {
  getBuildroot: { params: { buildrootID: number; strict?: boolean }; result: Buildroot | null };
  listBuildroots: {
    params: {
      hostID?: number | null;
      tagID?: number | null;
      state?: number | number[] | null;
      rpmID?: number | null;
      archiveID?: number | null;
      taskID?: number | null;
      buildrootID?: number | number[] | null;
      repoID?: number | null;
      queryOpts?: QueryOptions | null;
    };
    result: Listing<Buildroot>;
  };
  getBuildrootListing: { params: { id: number }; result: BuildrootRpm[] };
  /**
   * An addition to Koji's API: what was installed for a task `buildArch`, compared with the last good build of its package.
   * Each list has at most `limit` entries, by default 100 and at most 1000. Nil where there is nothing to compare.
   */
  compareBuildroots: { params: { task_id: number; limit?: number }; result: BuildrootComparison | null };
}
