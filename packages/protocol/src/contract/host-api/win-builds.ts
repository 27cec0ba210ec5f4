import type { Nothing, TypedBuild, TypedBuildInfo, WinOutput, WrapperOutput } from '../shapes.js';

/** What builders do to make builds of Windows. */
export interface HostWinBuildsApi {
  /**
   * Begins a Windows build for a task of the builder. Returns what is known of it.
   *
   * `host.initWinBuild(task_id, build_info, win_info)`, for whom its arguments allow. Throws
   * ActionNotAllowed, AuthError, BuildError, GenericError, ParameterError. Emits postBuildStateChange,
   * preBuildStateChange.
   */
  'host.initWinBuild': {
    params: { task_id: number; build_info: TypedBuildInfo; win_info: { platform: string } };
    result: TypedBuild;
  };
  /**
   * Completes a Windows build with what the tasks below its own have made.
   *
   * `host.completeWinBuild(task_id, build_id, results, rpm_results)`, for whom its arguments allow. Throws
   * ActionNotAllowed, AuthError, BuildError, GenericError, ImportError, ParameterError. Emits
   * kojikitBuildEnded, postBuildStateChange, postImport, postRPMSign, preBuildStateChange, preImport,
   * preRPMSign.
   */
  'host.completeWinBuild': {
    params: { task_id: number; build_id: number; results: WinOutput; rpm_results: WrapperOutput | null };
    result: Nothing;
  };
  /**
   * Puts what a scratch build of Windows has made into the folder of its task below scratch.
   *
   * `host.moveWinBuildToScratch(task_id, results, rpm_results)`, for whom its arguments allow. Throws
   * ActionNotAllowed, AuthError, GenericError, ParameterError.
   */
  'host.moveWinBuildToScratch': {
    params: { task_id: number; results: WinOutput; rpm_results: WrapperOutput | null };
    result: Nothing;
  };
}
