import type {
  BrowsedBuilds,
  Build,
  BuildConditions,
  BuildLog,
  BuildReference,
  BuildReferences,
  BuildTypeFacts,
  Extra,
  ListedBuild,
  Listing,
  Nothing,
  QueryOptions,
  Reference,
  Seconds,
  UntaggedBuild,
} from './shapes.js';

/** Options of a build task. */
export interface BuildOptions {
  scratch?: boolean;
  draft?: boolean;
  skip_tag?: boolean;
  arch_override?: string;
  repo_id?: number;
  wait_repo?: boolean;
  wait_builds?: string[];
  rebuild_srpm?: boolean;
  fail_fast?: boolean;
  custom_user_metadata?: Extra;
  ignore_target?: boolean;
}

/** Builds as rows: making, finding, changing and removing them. */
export interface BuildsApi {
  /**
   * The build of this id, name-version-release or struct with the three. Without one: nil, or a fault if
   * strict.
   *
   * `getBuild(buildInfo, strict=false)`, for anyone. Throws GenericError.
   */
  getBuild: { params: { buildInfo: BuildReference; strict?: boolean }; result: Build | null };
  /**
   * The id of a name-version-release. An id is answered as it is.
   *
   * `findBuildID(X, strict=false)`, for anyone. Throws GenericError.
   */
  findBuildID: { params: { X: BuildReference; strict?: boolean }; result: number | boolean | null };
  /**
   * The builds that meet all filters: package, owner, task, times, state, type and so on.
   *
   * `listBuilds(packageID=nil, userID=nil, taskID=nil, prefix=nil, state=nil, volumeID=nil, source=nil,
   * createdBefore=nil, createdAfter=nil, completeBefore=nil, completeAfter=nil, type=nil, typeInfo=nil,
   * queryOpts=nil, pattern=nil, cgID=nil, draft=nil, promotedBefore=nil, promotedAfter=nil, promoter=nil)`,
   * for anyone. Throws GenericError, ParameterError.
   */
  listBuilds: {
    params: {
      packageID?: Reference | null;
      userID?: Reference | null;
      taskID?: number | null;
      prefix?: string | null;
      state?: number | null;
      volumeID?: number | null;
      source?: string | null;
      createdBefore?: Seconds | string | null;
      createdAfter?: Seconds | string | null;
      completeBefore?: Seconds | string | null;
      completeAfter?: Seconds | string | null;
      type?: string | null;
      typeInfo?: BuildConditions | null;
      queryOpts?: QueryOptions | null;
      pattern?: string | null;
      cgID?: Reference | null;
      draft?: boolean | null;
      promotedBefore?: Seconds | string | null;
      promotedAfter?: Seconds | string | null;
      promoter?: Reference | null;
    };
    result: Listing<ListedBuild>;
  };
  /**
   * An addition to Koji's API. A page of the builds of the hub, or of those of a tag, by package, owner,
   * state and type: for who looks through them.
   *
   * `browseBuilds(tagID=nil, userID=nil, packageID=nil, state=nil, prefix=nil, type=nil, inherited=true,
   * latest=true, order="-build_id", start=0, limit=50)`, for anyone. Throws GenericError, ParameterError.
   */
  browseBuilds: {
    params: {
      tagID?: Reference | null;
      userID?: Reference | null;
      packageID?: Reference | null;
      state?: number | null;
      prefix?: string | null;
      type?: string | null;
      inherited?: boolean;
      latest?: boolean;
      order?: string;
      start?: number;
      limit?: number;
    };
    result: BrowsedBuilds;
  };
  /**
   * Makes a complete build without contents, and its package if that is new. Returns the id.
   *
   * `createEmptyBuild(name, version, release, epoch, owner=nil, draft=false)`, for who holds the permission
   * admin. Throws ActionNotAllowed, GenericError, ParameterError. Emits postBuildStateChange,
   * preBuildStateChange.
   */
  createEmptyBuild: {
    params: {
      name: string;
      version: string;
      release: string;
      epoch: number | string | null;
      owner?: Reference | null;
      draft?: boolean;
    };
    result: number;
  };
  /**
   * Makes the task that builds a package for a target, and returns its id.
   *
   * `build(src, target, opts=nil, priority=nil, channel=nil)`, for who is logged in. Throws
   * ActionNotAllowed, GenericError, ParameterError. Emits postTaskStateChange, preTaskStateChange.
   */
  build: {
    params: {
      src: string;
      /** Nil: the option `repo_id` says what is built from. */
      target: Reference | null;
      opts?: BuildOptions | null;
      priority?: number | null;
      channel?: string | null;
    };
    result: number;
  };
  /**
   * Makes the task that builds lists of packages, each with the results of those before. Returns its id.
   *
   * `chainBuild(srcs, target, opts=nil, priority=nil, channel=nil)`, for who is logged in. Throws
   * ActionNotAllowed, GenericError, ParameterError. Emits postTaskStateChange, preTaskStateChange.
   */
  chainBuild: {
    params: {
      srcs: string[][];
      target: Reference;
      opts?: BuildOptions | null;
      priority?: number | null;
      channel?: string | null;
    };
    result: number;
  };
  /**
   * Cancels a build in progress and its task. Its owner and admins may. Returns whether it was cancelled.
   *
   * `cancelBuild(buildID, strict=false)`, for who is logged in. Throws ActionNotAllowed, GenericError. Emits
   * kojikitBuildEnded, kojikitTaskCanceled, postBuildStateChange, postTaskStateChange, preBuildStateChange,
   * preTaskStateChange.
   */
  cancelBuild: { params: { buildID: BuildReference; strict?: boolean }; result: boolean };
  /**
   * Empties a build so that it can be imported anew: rpms, archives, tags and files go. Cannot be undone.
   *
   * `resetBuild(build)`, for who holds the permission admin. Throws ActionNotAllowed, GenericError. Emits
   * postBuildStateChange, preBuildStateChange.
   */
  resetBuild: { params: { build: BuildReference }; result: Nothing };
  /**
   * Deletes a build that nothing uses. Its name-version-release stays taken.
   *
   * `deleteBuild(build, strict=true, min_ref_age=604800)`, for who holds the permission admin. Throws
   * ActionNotAllowed, GenericError, ParameterError. Emits postBuildStateChange, preBuildStateChange.
   */
  deleteBuild: {
    params: { build: BuildReference; strict?: boolean; min_ref_age?: number };
    result: boolean | null;
  };
  /**
   * Makes a draft a regular build, for good, and returns it. The policy draft_promotion says who may.
   *
   * `promoteBuild(build, force=false)`, for who is logged in. Throws ActionNotAllowed, GenericError,
   * ParameterError. Emits postBuildPromote, postBuildStateChange, preBuildPromote, preBuildStateChange.
   */
  promoteBuild: { params: { build: BuildReference; force?: boolean }; result: Build };
  /**
   * Gives a build another owner.
   *
   * `setBuildOwner(build, user)`, for who holds the permission admin. Throws ActionNotAllowed, GenericError.
   * Emits postBuildStateChange, preBuildStateChange.
   */
  setBuildOwner: { params: { build: BuildReference; user: Reference }; result: Nothing };
  /**
   * Sets when a build was completed, in seconds since 1970 or as a date in UTC.
   *
   * `setBuildTimestamp(build, ts)`, for who holds the permission admin. Throws ActionNotAllowed,
   * GenericError. Emits postBuildStateChange, preBuildStateChange.
   */
  setBuildTimestamp: { params: { build: BuildReference; ts: Seconds }; result: Nothing };
  /**
   * The release that follows the last build of a name and version.
   *
   * `getNextRelease(build_info, incr=1)`, for anyone. Throws BuildError, ParameterError.
   */
  getNextRelease: {
    params: { build_info: { name: string | null; version: string | null }; incr?: number };
    result: string;
  };
  /**
   * How many seconds builds of a package took on average, in so many months or ever. Nil when there is none.
   *
   * `getAverageBuildDuration(package, age=nil)`, for anyone. Throws ParameterError.
   */
  getAverageBuildDuration: { params: { package: Reference; age?: number | null }; result: Seconds | null };
  /**
   * The log files of a complete build. Those of a build in progress are its tasks' output.
   *
   * `getBuildLogs(build)`, for anyone. Throws GenericError.
   */
  getBuildLogs: { params: { build: BuildReference }; result: BuildLog[] };
  /**
   * The types of a build, with what is known of it as such.
   *
   * `getBuildType(buildInfo, strict=false)`, for anyone. Throws GenericError.
   */
  getBuildType: {
    params: { buildInfo: BuildReference; strict?: boolean };
    result: Record<string, BuildTypeFacts | null> | null;
  };
  /**
   * What uses a build: tags, buildroots, archives. With lazy it stops at the first kind that does.
   *
   * `buildReferences(build, limit=nil, lazy=false)`, for anyone. Throws GenericError, ParameterError.
   */
  buildReferences: {
    params: { build: BuildReference; limit?: number | null; lazy?: boolean };
    result: Partial<BuildReferences>;
  };
  /**
   * The finished builds that are in no tag.
   *
   * `untaggedBuilds(name=nil, queryOpts=nil, draft=nil)`, for anyone.
   */
  untaggedBuilds: {
    params: { name?: string | null; queryOpts?: QueryOptions | null; draft?: boolean | null };
    result: Listing<UntaggedBuild>;
  };
  /**
   * Imports what a scratch build has made for further arches into the build of the same source. Returns its
   * id.
   *
   * `mergeScratch(task_id)`, for who holds the permission admin. Throws ActionNotAllowed, GenericError,
   * ImportError, ParameterError. Emits postBuildStateChange, postImport, postRPMSign, preBuildStateChange,
   * preImport, preRPMSign.
   */
  mergeScratch: { params: { task_id: number }; result: number };
}
