import type { AssignedTask, Float, HostTask, HostWithChannels } from '../shapes.js';

/** What builders are told of the tasks that they were given. */
export interface AssignedTasksApi {
  /**
   * The tasks that the builder was given and did not open yet. Without any, the scheduler runs if it is due.
   *
   * `host.getTasks()`, for builders. Throws AuthError, GenericError. Emits postTaskStateChange,
   * preTaskStateChange.
   */
  'host.getTasks': { params: Record<never, never>; result: AssignedTask[] };
  /**
   * The tasks that the builder works on; with the member alert when awaited subtasks of one have ended.
   *
   * `host.getHostTasks()`, for builders. Throws AuthError.
   */
  'host.getHostTasks': { params: Record<never, never>; result: HostTask[] };
  /**
   * The calling builder with its channels and the tasks it was given, in the form that old builders expect.
   *
   * `host.getLoadData()`, for builders. Throws AuthError, GenericError, ParameterError. Emits
   * postTaskStateChange, preTaskStateChange.
   */
  'host.getLoadData': {
    params: Record<never, never>;
    result: [hosts: HostWithChannels[], tasks: AssignedTask[]];
  };
  /**
   * An addition to Koji's API. Waits until there is news for the builder, at most timeout seconds (60
   * count), and returns whether there is.
   *
   * `host.waitTasks(timeout)`, for builders. Throws AuthError, GenericError, ParameterError.
   */
  'host.waitTasks': { params: { timeout: Float }; result: boolean };
}
