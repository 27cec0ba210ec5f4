import type {
  MavenArtifact,
  MavenOutput,
  Nothing,
  TypedBuild,
  TypedBuildInfo,
  WrapperOutput,
} from '../shapes.js';

/** What builders do to make builds of Maven. */
export interface HostMavenBuildsApi {
  /**
   * Begins a Maven build of the next release for a task of the builder. Returns what is known of it.
   *
   * `host.initMavenBuild(task_id, build_info, maven_info)`, for whom its arguments allow. Throws
   * ActionNotAllowed, AuthError, BuildError, GenericError, ParameterError. Emits postBuildStateChange,
   * preBuildStateChange.
   */
  'host.initMavenBuild': {
    params: { task_id: number; build_info: TypedBuildInfo; maven_info: MavenArtifact };
    result: TypedBuild;
  };
  /**
   * Says which Maven artifact a build is, which the builder gives as a struct with its id.
   *
   * `host.createMavenBuild(build_info, maven_info)`, for whom its arguments allow. Throws AuthError,
   * BuildError, GenericError, ParameterError.
   */
  'host.createMavenBuild': {
    params: { build_info: { readonly id: number }; maven_info: MavenArtifact };
    result: Nothing;
  };
  /**
   * Completes a Maven build with what the tasks below its own have made.
   *
   * `host.completeMavenBuild(task_id, build_id, maven_results, rpm_results)`, for whom its arguments allow.
   * Throws ActionNotAllowed, AuthError, BuildError, GenericError, ImportError, ParameterError. Emits
   * kojikitBuildEnded, postBuildStateChange, postImport, postRPMSign, preBuildStateChange, preImport,
   * preRPMSign.
   */
  'host.completeMavenBuild': {
    params: {
      task_id: number;
      build_id: number;
      maven_results: MavenOutput;
      rpm_results: WrapperOutput | null;
    };
    result: Nothing;
  };
  /**
   * Puts what a scratch build of Maven has made into the folder of its task below scratch.
   *
   * `host.moveMavenBuildToScratch(task_id, results, rpm_results)`, for whom its arguments allow. Throws
   * ActionNotAllowed, AuthError, GenericError, ParameterError.
   */
  'host.moveMavenBuildToScratch': {
    params: { task_id: number; results: MavenOutput; rpm_results: WrapperOutput | null };
    result: Nothing;
  };
}
