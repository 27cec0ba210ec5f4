import type {
  BuildReference,
  LatestMavenArchive,
  MissingPackage,
  Nothing,
  Reference,
  TagContentsCount,
  TaggedArchive,
  TaggedBuild,
  TaggedRpm,
} from './shapes.js';

/** Which builds are in a tag. */
export interface TaggingApi {
  /**
   * The finished builds of a tag, latest first, now or at an event.
   *
   * `listTagged(tag, event=nil, inherit=false, prefix=nil, latest=false, package=nil, owner=nil, type=nil,
   * strict=true, extra=false, draft=nil)`, for anyone. Throws GenericError, ParameterError.
   */
  listTagged: {
    params: {
      tag: Reference;
      event?: number | null;
      inherit?: boolean;
      prefix?: string | null;
      latest?: boolean | number;
      package?: string | null;
      owner?: string | null;
      type?: string | null;
      strict?: boolean;
      extra?: boolean;
      draft?: boolean | null;
    };
    result: TaggedBuild[];
  };
  /**
   * An addition to Koji's API. How many packages and builds a tag has with those that it inherits, and what
   * of its own would end with it.
   *
   * `countTagContents(tag)`, for anyone. Throws GenericError, ParameterError.
   */
  countTagContents: { params: { tag: Reference }; result: TagContentsCount };
  /**
   * The latest build of each package in a tag and what it inherits from.
   *
   * `getLatestBuilds(tag, event=nil, package=nil, type=nil, draft=nil)`, for anyone. Throws GenericError,
   * ParameterError.
   */
  getLatestBuilds: {
    params: {
      tag: Reference;
      event?: number | null;
      package?: string | null;
      type?: string | null;
      draft?: boolean | null;
    };
    result: TaggedBuild[];
  };
  /**
   * The rpms of the builds of a tag, and these builds.
   *
   * `listTaggedRPMS(tag, event=nil, inherit=false, latest=false, package=nil, arch=nil, rpmsigs=false,
   * owner=nil, type=nil, strict=true, extra=true, draft=nil)`, for anyone. Throws GenericError,
   * ParameterError.
   */
  listTaggedRPMS: {
    params: {
      tag: Reference;
      event?: number | null;
      inherit?: boolean;
      latest?: boolean | number;
      package?: string | null;
      arch?: string | string[] | null;
      rpmsigs?: boolean;
      owner?: string | null;
      type?: string | null;
      strict?: boolean;
      extra?: boolean;
      draft?: boolean | null;
    };
    result: [rpms: TaggedRpm[], builds: TaggedBuild[]] | [];
  };
  /**
   * The rpms of the latest builds in a tag and what it inherits from, and these builds.
   *
   * `getLatestRPMS(tag, package=nil, arch=nil, event=nil, rpmsigs=false, type=nil, draft=nil)`, for anyone.
   * Throws GenericError, ParameterError.
   */
  getLatestRPMS: {
    params: {
      tag: Reference;
      package?: string | null;
      arch?: string | string[] | null;
      event?: number | null;
      rpmsigs?: boolean;
      type?: string | null;
      draft?: boolean | null;
    };
    result: [rpms: TaggedRpm[], builds: TaggedBuild[]];
  };
  /**
   * The archives of the builds of a tag, and these builds.
   *
   * `listTaggedArchives(tag, event=nil, inherit=false, latest=false, package=nil, type=nil, strict=true,
   * extra=true)`, for anyone. Throws GenericError, ParameterError.
   */
  listTaggedArchives: {
    params: {
      tag: Reference;
      event?: number | null;
      inherit?: boolean;
      latest?: boolean | number;
      package?: string | null;
      type?: string | null;
      strict?: boolean;
      extra?: boolean;
    };
    result: [archives: TaggedArchive[], builds: TaggedBuild[]] | [];
  };
  /**
   * The latest Maven archives in a tag, of every version in tags that include all.
   *
   * `getLatestMavenArchives(tag, event=nil, inherit=true)`, for anyone. Throws GenericError, ParameterError.
   */
  getLatestMavenArchives: {
    params: { tag: Reference; event?: number | null; inherit?: boolean };
    result: LatestMavenArchive[];
  };
  /**
   * Asks for a build to be tagged, or moved from another tag, and returns the id of the task that does it.
   *
   * `tagBuild(tag, build, force=false, fromtag=nil)`, for who is logged in. Throws ActionNotAllowed,
   * GenericError, ParameterError, TagError. Emits postPackageListChange, postTaskStateChange,
   * prePackageListChange, preTaskStateChange.
   */
  tagBuild: {
    params: { tag: Reference; build: BuildReference; force?: boolean | null; fromtag?: Reference | null };
    result: number;
  };
  /**
   * Tags a build at once, without a task and whatever the package list says.
   *
   * `tagBuildBypass(tag, build, force=false, notify=false)`, for who holds the permission tag or admin.
   * Throws ActionNotAllowed, GenericError, ParameterError, TagError. Emits kojikitTagNotification, postTag,
   * postUntag, preTag, preUntag.
   */
  tagBuildBypass: {
    params: { tag: Reference; build: BuildReference; force?: boolean | null; notify?: boolean };
    result: Nothing;
  };
  /**
   * Takes a build out of a tag. Strict: a fault when it is not there.
   *
   * `untagBuild(tag, build, strict=true, force=false)`, for who is logged in. Throws ActionNotAllowed,
   * GenericError, ParameterError, TagError. Emits kojikitTagNotification, postTag, postUntag, preTag,
   * preUntag.
   */
  untagBuild: {
    params: { tag: Reference; build: BuildReference; strict?: boolean; force?: boolean | null };
    result: Nothing;
  };
  /**
   * Takes a build out of a tag; mail is sent only when asked for.
   *
   * `untagBuildBypass(tag, build, strict=true, force=false, notify=false)`, for who holds the permission tag
   * or admin. Throws ActionNotAllowed, GenericError, ParameterError, TagError. Emits kojikitTagNotification,
   * postTag, postUntag, preTag, preUntag.
   */
  untagBuildBypass: {
    params: {
      tag: Reference;
      build: BuildReference;
      strict?: boolean;
      force?: boolean | null;
      notify?: boolean;
    };
    result: Nothing;
  };
  /**
   * Asks for a build to be moved from one tag to another, and returns the id of the task that does it.
   *
   * `moveBuild(tag1, tag2, build, force=false)`, for who is logged in. Throws ActionNotAllowed,
   * GenericError, ParameterError, TagError. Emits postPackageListChange, postTaskStateChange,
   * prePackageListChange, preTaskStateChange.
   */
  moveBuild: {
    params: { tag1: Reference; tag2: Reference; build: BuildReference; force?: boolean | null };
    result: number;
  };
  /**
   * Asks for all builds of a package to be moved in their order, and returns the ids of the tasks.
   *
   * `moveAllBuilds(tag1, tag2, package, force=false)`, for who is logged in. Throws ActionNotAllowed,
   * GenericError, ParameterError, TagError. Emits postPackageListChange, postTaskStateChange,
   * prePackageListChange, preTaskStateChange.
   */
  moveAllBuilds: {
    params: { tag1: Reference; tag2: Reference; package: Reference; force?: boolean | null };
    result: number[];
  };
  /**
   * Whether anything changed after an event in one of the tags, which are given by id.
   *
   * `tagChangedSinceEvent(event, taglist)`, for anyone.
   */
  tagChangedSinceEvent: { params: { event: number; taglist: number[] }; result: boolean };
  /**
   * The first event that changed a tag or what it inherits from, after a given one.
   *
   * `tagFirstChangeEvent(tag, after=nil, inherit=true)`, for anyone. Throws GenericError, ParameterError.
   */
  tagFirstChangeEvent: {
    params: { tag: Reference; after?: number | null; inherit?: boolean };
    result: number | null;
  };
  /**
   * The last event that changed a tag or what it inherits from.
   *
   * `tagLastChangeEvent(tag, before=nil, inherit=true)`, for anyone. Throws GenericError, ParameterError.
   */
  tagLastChangeEvent: {
    params: { tag: Reference; before?: number | null; inherit?: boolean };
    result: number | null;
  };
  /**
   * An addition to Koji's API. Why a tag has not got these packages, RPMs or capabilities: who took builds
   * of them out and when, or blocked them.
   *
   * `explainMissingPackages(tag, names)`, for anyone. Throws GenericError, ParameterError.
   */
  explainMissingPackages: { params: { tag: Reference; names: string[] }; result: MissingPackage[] };
}
