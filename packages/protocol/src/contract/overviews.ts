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
  /** What the summary lists, without the rest of it: for who looks again and again. */
  listNewest: { params: { rows?: number }; result: NewestThings };
  /** What is under way, what failed and what waits, and what belongs to the caller: with so many rows of each list, at most 50. */
  describeSite: {
    params: { rows?: number; package_order?: string; package_start?: number };
    result: SiteOverview;
  };
  /** A task with everything below it, its parent, what came of it, and why it failed or does not go on. */
  describeTask: { params: { taskID: number }; result: TaskOverview | null };
  /** A tag with what it holds and what hangs on it: with so many targets from it and as many to it, at most 50. */
  describeTag: { params: { tagInfo: Reference; targets?: number }; result: TagOverview };
  /** A user with what belongs to it: with so many rows of each list, at most 50. */
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
