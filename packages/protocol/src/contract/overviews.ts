import type {
  NewestThings,
  Reference,
  SiteOverview,
  TagOverview,
  TaskOverview,
  UserOverview,
  UserReference,
} from './shapes.js';

/** Additions to Koji's API: what a page shows of one thing, in one answer. Long lists are cut. */
export interface OverviewsApi {
  /**
   * An addition to Koji's API. The newest tasks under way, tasks that failed, and builds; of the caller
   * tasks and builds in whatever state.
   *
   * `listNewest(rows=10)`, for anyone. Throws ParameterError.
   */
  listNewest: { params: { rows?: number }; result: NewestThings };
  /**
   * An addition to Koji's API. What is under way, failed and waits, the newest builds and the hosts; of the
   * caller tasks, builds and packages.
   *
   * `describeSite(rows=10, package_order="package_name", package_start=0)`, for anyone. Throws GenericError,
   * ParameterError.
   */
  describeSite: {
    params: { rows?: number; package_order?: string; package_start?: number };
    result: SiteOverview;
  };
  /**
   * An addition to Koji's API. A task with those below it, its parent, its result, what it made, and why it
   * failed or does not go on.
   *
   * `describeTask(taskID)`, for anyone. Throws GenericError, ParameterError.
   */
  describeTask: { params: { taskID: number }; result: TaskOverview | null };
  /**
   * An addition to Koji's API. A tag with its inheritance, how much is in it, its targets and repos; of a
   * deleted one what it was when it ended.
   *
   * `describeTag(tagInfo, targets=20)`, for anyone. Throws GenericError, ParameterError.
   */
  describeTag: { params: { tagInfo: Reference; targets?: number }; result: TagOverview };
  /**
   * An addition to Koji's API. A user with groups, permissions, packages, builds and the newest tasks, and
   * how many there are.
   *
   * `describeUser(userID, rows=10, package_order="package_name", package_start=0,
   * build_order="-completion_time", build_start=0)`, for anyone. Throws GenericError, ParameterError.
   */
  describeUser: {
    params: {
      userID: UserReference;
      rows?: number;
      package_order?: string;
      package_start?: number;
      build_order?: string;
      build_start?: number;
    };
    result: UserOverview;
  };
}
