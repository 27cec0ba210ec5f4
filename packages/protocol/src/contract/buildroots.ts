import type { Buildroot, BuildrootRpm, Listing, QueryOptions } from './shapes.js';

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
}
