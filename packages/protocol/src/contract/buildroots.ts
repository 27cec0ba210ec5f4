import type { Buildroot, BuildrootRpm, Listing, QueryOptions } from './shapes.js';

/** Build roots and what is installed in them. */
export interface BuildrootsApi {
  /**
   * The buildroot of this id. Without one: nil, or a fault if strict.
   *
   * `getBuildroot(buildrootID, strict=false)`, for anyone. Throws GenericError, ParameterError.
   */
  getBuildroot: { params: { buildrootID: number; strict?: boolean }; result: Buildroot | null };
  /**
   * The buildroots that fit every given filter.
   *
   * `listBuildroots(hostID=nil, tagID=nil, state=nil, rpmID=nil, archiveID=nil, taskID=nil, buildrootID=nil,
   * repoID=nil, queryOpts=nil)`, for anyone. Throws GenericError.
   */
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
  /**
   * The RPMs that are installed in a buildroot.
   *
   * `getBuildrootListing(id)`, for anyone. Throws GenericError, ParameterError.
   */
  getBuildrootListing: { params: { id: number }; result: BuildrootRpm[] };
}
