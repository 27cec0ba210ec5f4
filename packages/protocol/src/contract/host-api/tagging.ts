import type { BuildReference, Nothing, Reference, UserReference } from '../shapes.js';

/** What builders do to tag builds and to tell of it. */
export interface HostTaggingApi {
  /**
   * Tags a build, or moves it from another tag, in the name of the owner of the builder's task.
   *
   * `host.tagBuild(task_id, tag, build, force=false, fromtag=nil)`, for builders. Throws ActionNotAllowed,
   * AuthError, GenericError, ParameterError, TagError. Emits postPackageListChange, postTag, postUntag,
   * prePackageListChange, preTag, preUntag.
   */
  'host.tagBuild': {
    params: {
      task_id: number;
      tag: Reference;
      build: BuildReference;
      force?: boolean;
      fromtag?: Reference | null;
    };
    result: Nothing;
  };
  /**
   * Makes the task that sends mail about a build that was tagged or not.
   *
   * `host.tagNotification(is_successful, tag_id, from_id, build_id, user_id, ignore_success=false,
   * failure_msg="")`, for builders. Throws AuthError, GenericError, ParameterError. Emits
   * postTaskStateChange, preTaskStateChange.
   */
  'host.tagNotification': {
    params: {
      is_successful: boolean;
      tag_id: Reference | null;
      from_id: Reference | null;
      build_id: BuildReference;
      user_id: UserReference | null;
      ignore_success?: boolean;
      failure_msg?: string | null;
    };
    result: Nothing;
  };
}
