import type { Listing, Nothing, QueryOptions, Reference, Target } from './shapes.js';

/** Build targets: which tag a build draws on, and which it lands in. */
export interface TargetsApi {
  getBuildTarget: {
    params: { info: Reference; event?: number | null; strict?: boolean };
    result: Target | null;
  };
  getBuildTargets: {
    params: {
      info?: Reference | null;
      event?: number | null;
      buildTagID?: Reference | null;
      destTagID?: Reference | null;
      queryOpts?: QueryOptions | null;
    };
    result: Listing<Target>;
  };
  createBuildTarget: { params: { name: string; build_tag: Reference; dest_tag: Reference }; result: Nothing };
  editBuildTarget: {
    params: { buildTargetInfo: Reference; name: string; build_tag: Reference; dest_tag: Reference };
    result: Nothing;
  };
  deleteBuildTarget: { params: { buildTargetInfo: Reference }; result: Nothing };
}
