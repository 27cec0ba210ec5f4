import type { TaskOverview } from './shapes.js';

/** Additions to Koji's API: what a page shows of one thing, in one answer. Long lists are cut. */
export interface OverviewsApi {
  /** A task with everything below it, its parent, what came of it, and why it failed or does not go on. */
  describeTask: { params: { taskID: number }; result: TaskOverview | null };
}
