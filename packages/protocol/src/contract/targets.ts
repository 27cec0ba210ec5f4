import type { Listing, Nothing, QueryOptions, Reference, Target } from './shapes.js';

/** Build targets: which tag a build draws on, and which it lands in. */
export interface TargetsApi {
  /**
   * The target of this name or id, now or at an event. Without one: nil, or a fault if strict.
   *
   * `getBuildTarget(info, event=nil, strict=false)`, for anyone. Throws GenericError, ParameterError.
   */
  getBuildTarget: {
    params: { info: Reference; event?: number | null; strict?: boolean };
    result: Target | null;
  };
  /**
   * All targets, or those of a build tag or destination tag.
   *
   * `getBuildTargets(info=nil, event=nil, buildTagID=nil, destTagID=nil, queryOpts=nil)`, for anyone. Throws
   * GenericError, ParameterError.
   */
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
  /**
   * Makes a target: builds use what is in one tag and go to another.
   *
   * `createBuildTarget(name, build_tag, dest_tag)`, for who holds the permission target or admin. Throws
   * ActionNotAllowed, GenericError, ParameterError.
   */
  createBuildTarget: { params: { name: string; build_tag: Reference; dest_tag: Reference }; result: Nothing };
  /**
   * Renames a target and sets its tags.
   *
   * `editBuildTarget(buildTargetInfo, name, build_tag, dest_tag)`, for who holds the permission target or
   * admin. Throws ActionNotAllowed, GenericError, ParameterError.
   */
  editBuildTarget: {
    params: { buildTargetInfo: Reference; name: string; build_tag: Reference; dest_tag: Reference };
    result: Nothing;
  };
  /**
   * Ends a target. Its past stays readable.
   *
   * `deleteBuildTarget(buildTargetInfo)`, for who holds the permission target or admin. Throws
   * ActionNotAllowed, GenericError, ParameterError.
   */
  deleteBuildTarget: { params: { buildTargetInfo: Reference }; result: Nothing };
}
