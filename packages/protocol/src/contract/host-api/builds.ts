import type { Build, InitialBuildInfo, Nothing } from '../shapes.js';

/** What builders do to make builds of RPMs. */
export interface HostBuildsApi {
  /**
   * Begins a build for a task of the builder, so that its name is taken. Returns the id of the build.
   *
   * `host.initBuild(data)`, for builders. Throws ActionNotAllowed, AuthError, GenericError, ParameterError.
   * Emits postBuildStateChange, preBuildStateChange.
   */
  'host.initBuild': { params: { data: InitialBuildInfo }; result: number };
  /**
   * Completes a build with the files that its tasks have uploaded, and returns it. brmap says what was built
   * where.
   *
   * `host.completeBuild(task_id, build_id, srpm, rpms, brmap=nil, logs=nil)`, for builders. Throws
   * ActionNotAllowed, AuthError, BuildError, GenericError, ParameterError. Emits kojikitBuildEnded,
   * postBuildStateChange, postImport, postRPMSign, preBuildStateChange, preImport, preRPMSign.
   */
  'host.completeBuild': {
    params: {
      task_id: number;
      build_id: number;
      srpm: string;
      rpms: string[];
      brmap?: Record<string, number> | null;
      logs?: Record<string, string[]> | null;
    };
    result: Build;
  };
  /**
   * Says that a build in progress has failed.
   *
   * `host.failBuild(task_id, build_id)`, for builders. Throws ActionNotAllowed, AuthError, GenericError,
   * ParameterError. Emits kojikitBuildEnded, postBuildStateChange, preBuildStateChange.
   */
  'host.failBuild': { params: { task_id: number; build_id: number }; result: Nothing };
  /**
   * Keeps the files of a scratch build of a task of the builder; nothing is imported.
   *
   * `host.moveBuildToScratch(task_id, srpm, rpms, logs=nil)`, for builders. Throws ActionNotAllowed,
   * AuthError, BuildError, GenericError, ParameterError.
   */
  'host.moveBuildToScratch': {
    params: { task_id: number; srpm: string; rpms: string[]; logs?: Record<string, string[]> | null };
    result: Nothing;
  };
}
