import type {
  ArchiveDetails,
  BuildDetails,
  BuildReference,
  QueryOptions,
  RecentBuilds,
  Reference,
  RpmDetails,
  RpmReference,
} from './shapes.js';

/** What pages show of builds and RPMs, in one answer. */
export interface BuildDetailsApi {
  /**
   * An addition to Koji's API. A build with its tags, RPMs, signatures, archives, buildroots, logs and
   * source RPM. Long lists are cut.
   *
   * `describeBuild(buildInfo, strict=false)`, for anyone. Throws GenericError, ParameterError.
   */
  describeBuild: {
    params: { buildInfo: BuildReference; strict?: boolean };
    result: BuildDetails | null;
  };
  /**
   * An addition to Koji's API. The builds that ended last, of a tag with what it inherits, with targets and
   * newest entries of changelogs.
   *
   * `listRecentBuilds(tag=nil, user=nil, package=nil, limit=20, changelog=3)`, for anyone. Throws
   * GenericError, ParameterError.
   */
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
  /**
   * An addition to Koji's API. An RPM with its build, signatures and buildroots, and what its header says:
   * texts, dependencies, files. Long lists are cut.
   *
   * `describeRPM(rpmID, files=nil, buildroots=nil, strict=false)`, for anyone. Throws GenericError,
   * ParameterError.
   */
  describeRPM: {
    params: {
      rpmID: RpmReference;
      /** Which files of its header: 50 unless that is said, at most 1000. */
      files?: QueryOptions | null;
      /** Which of the build roots that it was installed in: as many. */
      buildroots?: QueryOptions | null;
      strict?: boolean;
    };
    result: RpmDetails | null;
  };
  /**
   * An addition to Koji's API. An archive with its build, the files in it, and the buildroots that it was
   * used in. Long lists are cut. Nil without one.
   *
   * `describeArchive(archiveID, files=nil, buildroots=nil)`, for anyone. Throws GenericError,
   * ParameterError.
   */
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
