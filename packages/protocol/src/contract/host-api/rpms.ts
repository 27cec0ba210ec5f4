import type { Nothing, RpmReference, WrapperFiles } from '../shapes.js';

/** What builders do to import RPMs into builds that have none, and to have signed copies of RPMs. */
export interface HostRpmsApi {
  /**
   * Imports the RPMs that wrap a complete build which has none so far.
   *
   * `host.importWrapperRPMs(task_id, build_id, rpm_results)`, for whom its arguments allow. Throws
   * ActionNotAllowed, AuthError, GenericError, ParameterError. Emits postBuildStateChange, postImport,
   * postRPMSign, preBuildStateChange, preImport, preRPMSign.
   */
  'host.importWrapperRPMs': {
    params: { task_id: number; build_id: number; rpm_results: WrapperFiles };
    result: Nothing;
  };
  /**
   * Writes a copy of an RPM with one of its kept signatures, for a builder that makes a dist repo.
   *
   * `host.writeSignedRPM(an_rpm, sigkey, force=false)`, for builders. Throws AuthError, GenericError,
   * ParameterError.
   */
  'host.writeSignedRPM': {
    params: { an_rpm: RpmReference; sigkey: string; force?: boolean };
    result: Nothing;
  };
}
