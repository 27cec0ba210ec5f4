import type {
  BuildReference,
  ChangelogEntry,
  ExternalRpm,
  ImportedRpm,
  ListedRpm,
  Listing,
  Nothing,
  QueryOptions,
  Reference,
  Rpm,
  RpmChecksums,
  RpmDependency,
  RpmFile,
  RpmHeaders,
  RpmReference,
  RpmSignature,
  Seconds,
} from './shapes.js';

/** RPMs, their contents and their signatures. */
export interface RpmsApi {
  /**
   * The RPM of this id or name-version-release.arch[@repo]; with `multi` all that may be meant.
   *
   * `getRPM(rpminfo, strict=false, multi=false)`, for anyone. Throws GenericError, ParameterError.
   */
  getRPM: {
    params: { rpminfo: RpmReference; strict?: boolean; multi?: boolean };
    result: Rpm | Rpm[] | null;
    cases: [[{ multi: true }, Rpm[]], [{ rpminfo: unknown; multi?: false }, Rpm | null]];
  };
  /**
   * The RPMs that fit every given filter: of a build, built or installed in a buildroot, of arches and so
   * on.
   *
   * `listRPMs(buildID=nil, buildrootID=nil, imageID=nil, componentBuildrootID=nil, hostID=nil, arches=nil,
   * queryOpts=nil, draft=nil)`, for anyone. Throws GenericError.
   */
  listRPMs: {
    params: {
      buildID?: number | null;
      buildrootID?: number | null;
      imageID?: number | null;
      componentBuildrootID?: number | null;
      hostID?: number | null;
      arches?: string | string[] | null;
      queryOpts?: QueryOptions | null;
      draft?: boolean | null;
    };
    result: Listing<ListedRpm>;
  };
  /**
   * The RPMs of a build.
   *
   * `listBuildRPMs(build)`, for anyone. Throws GenericError.
   */
  listBuildRPMs: { params: { build: BuildReference }; result: ListedRpm[] };
  /**
   * What an RPM of a build requires, provides, conflicts with and so on, read from its file.
   *
   * `getRPMDeps(rpmID, depType=nil, queryOpts=nil, strict=false)`, for anyone. Throws GenericError,
   * ParameterError.
   */
  getRPMDeps: {
    params: { rpmID: number; depType?: number | null; queryOpts?: QueryOptions | null; strict?: boolean };
    result: Listing<RpmDependency>;
  };
  /**
   * The files of an RPM of a build.
   *
   * `listRPMFiles(rpmID, queryOpts=nil)`, for anyone. Throws GenericError, ParameterError.
   */
  listRPMFiles: { params: { rpmID: number; queryOpts?: QueryOptions | null }; result: Listing<RpmFile> };
  /**
   * One file of an RPM of a build, by its full name.
   *
   * `getRPMFile(rpmID, filename, strict=false)`, for anyone. Throws GenericError, ParameterError.
   */
  getRPMFile: {
    params: { rpmID: number; filename: string; strict?: boolean };
    result: Partial<RpmFile> & { rpm_id?: number };
  };
  /**
   * Header fields of an RPM of a build, or of one in a task's output.
   *
   * `getRPMHeaders(rpmID=nil, taskID=nil, filepath=nil, headers=nil, strict=false)`, for anyone. Throws
   * GenericError, ParameterError.
   */
  getRPMHeaders: {
    params: {
      rpmID?: RpmReference | null;
      taskID?: number | null;
      filepath?: string | null;
      headers?: string[] | null;
      strict?: boolean;
    };
    result: RpmHeaders;
  };
  /**
   * The checksums of an RPM, unsigned and with each signature. With `cacheonly` nil for what is not known
   * yet.
   *
   * `getRPMChecksums(rpm_id, checksum_types=nil, cacheonly=false)`, for anyone. Throws GenericError,
   * ParameterError.
   */
  getRPMChecksums: {
    params: { rpm_id: number; checksum_types?: string[] | null; cacheonly?: boolean };
    result: Record<string, RpmChecksums>;
  };
  /**
   * The changelog of a build's source RPM, or of one in a task's output.
   *
   * `getChangelogEntries(buildID=nil, taskID=nil, filepath=nil, author=nil, before=nil, after=nil,
   * queryOpts=nil, strict=false)`, for anyone. Throws GenericError, ParameterError.
   */
  getChangelogEntries: {
    params: {
      buildID?: BuildReference | null;
      taskID?: number | null;
      filepath?: string | null;
      author?: string | null;
      before?: Seconds | string | null;
      after?: Seconds | string | null;
      queryOpts?: QueryOptions | null;
      strict?: boolean;
    };
    result: Listing<ChangelogEntry>;
  };
  /**
   * Imports an uploaded RPM: the folder below work, and its name. A source RPM makes its build.
   *
   * `importRPM(path, basename)`, for who holds the permission admin. Throws ActionNotAllowed, GenericError,
   * ParameterError. Emits postBuildStateChange, postImport, postRPMSign, preBuildStateChange, preImport,
   * preRPMSign.
   */
  importRPM: { params: { path: string; basename: string }; result: ImportedRpm };
  /**
   * Makes an RPM of an external repo known. Builders do so by themselves.
   *
   * `addExternalRPM(rpminfo, external_repo, strict=true)`, for who holds the permission admin. Throws
   * ActionNotAllowed, GenericError, ParameterError.
   */
  addExternalRPM: {
    params: { rpminfo: ExternalRpm; external_repo: Reference; strict?: boolean };
    result: Nothing;
  };
  /**
   * Keeps a signature header of an RPM, given as base64 text.
   *
   * `addRPMSig(an_rpm, data)`, for who holds the permission sign or admin. Throws ActionNotAllowed,
   * GenericError, ParameterError. Emits postRPMSign, preRPMSign.
   */
  addRPMSig: { params: { an_rpm: RpmReference; data: string }; result: Nothing };
  /**
   * Forgets a signature of an RPM, or all of them. Only for emergencies: builds are meant to stay as they
   * are.
   *
   * `deleteRPMSig(rpminfo, sigkey=nil, all_sigs=false)`, for who holds the permission admin. Throws
   * ActionNotAllowed, GenericError, ParameterError.
   */
  deleteRPMSig: {
    params: { rpminfo: RpmReference; sigkey?: string | null; all_sigs?: boolean };
    result: Nothing;
  };
  /**
   * The signatures that are kept of an RPM, of a key, or all.
   *
   * `queryRPMSigs(rpm_id=nil, sigkey=nil, queryOpts=nil)`, for anyone. Throws GenericError, ParameterError.
   */
  queryRPMSigs: {
    params: {
      rpm_id?: RpmReference | null;
      sigkey?: string | null;
      queryOpts?: QueryOptions | null;
    };
    result: Listing<RpmSignature>;
  };
  /**
   * Writes a copy of an RPM with one of its kept signatures.
   *
   * `writeSignedRPM(an_rpm, sigkey, force=false)`, for who holds the permission sign or admin. Throws
   * ActionNotAllowed, GenericError, ParameterError.
   */
  writeSignedRPM: {
    params: { an_rpm: RpmReference; sigkey: string; force?: boolean };
    result: Nothing;
  };
}
