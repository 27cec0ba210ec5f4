import type { FailedOutput, ImageOutput, Nothing, TypedBuild, TypedBuildInfo } from '../shapes.js';

/** What builders do to make builds of images. */
export interface HostImageBuildsApi {
  /**
   * Begins an image build for a task of the builder, of the next release if none is given.
   *
   * `host.initImageBuild(task_id, build_info)`, for builders. Throws ActionNotAllowed, AuthError,
   * BuildError, GenericError, ParameterError. Emits postBuildStateChange, preBuildStateChange.
   */
  'host.initImageBuild': { params: { task_id: number; build_info: TypedBuildInfo }; result: TypedBuild };
  /**
   * Completes an image build with what the tasks below its own have made; failed tasks are passed over.
   *
   * `host.completeImageBuild(task_id, build_id, results)`, for builders. Throws ActionNotAllowed, AuthError,
   * BuildError, GenericError, ImportError, ParameterError. Emits kojikitBuildEnded, postBuildStateChange,
   * postImport, postRPMSign, preBuildStateChange, preImport, preRPMSign.
   */
  'host.completeImageBuild': {
    params: { task_id: number; build_id: number; results: Record<string, ImageOutput | FailedOutput> };
    result: Nothing;
  };
  /**
   * Imports images into a build in progress of a task of the builder, which stays in progress.
   *
   * `host.importImage(task_id, build_info, results)`, for builders. Throws ActionNotAllowed, AuthError,
   * BuildError, GenericError, ImportError, ParameterError. Emits postBuildStateChange, postImport,
   * postRPMSign, preBuildStateChange, preImport, preRPMSign.
   */
  'host.importImage': {
    params: {
      task_id: number;
      build_info: { readonly id: number };
      results: Record<string, ImageOutput | FailedOutput>;
    };
    result: Nothing;
  };
  /**
   * Puts images of a scratch build into the folders of their tasks below scratch; failed tasks are passed
   * over.
   *
   * `host.moveImageBuildToScratch(task_id, results)`, for builders. Throws ActionNotAllowed, AuthError,
   * GenericError, ParameterError.
   */
  'host.moveImageBuildToScratch': {
    params: { task_id: number; results: Record<string, ImageOutput | FailedOutput> };
    result: Nothing;
  };
}
