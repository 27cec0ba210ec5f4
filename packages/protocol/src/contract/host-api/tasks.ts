import type { Float, KeywordArguments, Nothing, OpenedTask, TaskOptions } from '../shapes.js';

/** What builders do with tasks: open them, end them, give them back, make subtasks and wait for those. */
export interface HostTasksApi {
  /**
   * Begins to work on a task and returns it with its request, or nil when it is not the builder's to open.
   *
   * `host.openTask(task_id)`, for builders. Throws AuthError, GenericError, ParameterError. Emits
   * postTaskStateChange, preTaskStateChange.
   */
  'host.openTask': { params: { task_id: number }; result: OpenedTask | null };
  /**
   * Ends a task of the builder with its result, an XML-RPC document.
   *
   * `host.closeTask(task_id, response)`, for builders. Throws ActionNotAllowed, AuthError, GenericError,
   * ParameterError. Emits postTaskStateChange, preTaskStateChange.
   */
  'host.closeTask': { params: { task_id: number; response: string }; result: Nothing };
  /**
   * Ends a task of the builder with the fault that it failed with, an XML-RPC document.
   *
   * `host.failTask(task_id, response)`, for builders. Throws ActionNotAllowed, AuthError, GenericError,
   * ParameterError. Emits postTaskStateChange, preTaskStateChange.
   */
  'host.failTask': { params: { task_id: number; response: string }; result: Nothing };
  /**
   * Gives tasks back. Those that the builder does not work on are left alone.
   *
   * `host.freeTasks(tasks)`, for builders. Throws AuthError, GenericError, ParameterError. Emits
   * postTaskStateChange, preTaskStateChange.
   */
  'host.freeTasks': { params: { tasks: number[] }; result: Nothing };
  /**
   * Gives a task back that the builder will not do: for a while if soft, else for ever.
   *
   * `host.refuseTask(task_id, soft=true, msg="")`, for builders. Throws AuthError, GenericError,
   * ParameterError. Emits postTaskStateChange, preTaskStateChange.
   */
  'host.refuseTask': { params: { task_id: number; soft?: boolean; msg?: string }; result: Nothing };
  /**
   * Says how much load a task of the builder is.
   *
   * `host.setTaskWeight(task_id, weight)`, for builders. Throws ActionNotAllowed, AuthError, GenericError,
   * ParameterError. Emits postTaskStateChange, preTaskStateChange.
   */
  'host.setTaskWeight': { params: { task_id: number; weight: Float }; result: Nothing };
  /**
   * Makes a subtask of a task of the builder, or finds the one of this label. Returns its id.
   *
   * `host.subtask(method, arglist, parent, **opts)`, for builders. Throws ActionNotAllowed, AuthError,
   * GenericError, ParameterError. Emits postTaskStateChange, preTaskStateChange.
   */
  'host.subtask': {
    params: { method: string; arglist: unknown[]; parent: number; opts?: TaskOptions };
    result: number;
    keywords: 'opts';
  };
  /**
   * As host.subtask, with the parameters of the subtask behind its parent, options and method.
   *
   * `host.subtask2(_HostExports__parent, _HostExports__taskopts, _HostExports__method, *args, **opts)`, for
   * builders. Throws ActionNotAllowed, AuthError, GenericError, ParameterError. Emits postTaskStateChange,
   * preTaskStateChange.
   */
  'host.subtask2': {
    params: {
      _HostExports__parent: number;
      _HostExports__taskopts: TaskOptions;
      _HostExports__method: string;
      args?: unknown[];
      opts?: KeywordArguments;
    };
    result: number;
    keywords: 'opts';
    rest: 'args';
  };
  /**
   * Says that a task waits for all of its subtasks (nil) or for these.
   *
   * `host.taskSetWait(parent, tasks)`, for builders. Throws AuthError, ParameterError.
   */
  'host.taskSetWait': { params: { parent: number; tasks: number[] | null }; result: Nothing };
  /**
   * Which of the awaited subtasks have ended and which have not. The former are awaited no longer.
   *
   * `host.taskWait(parent)`, for builders. Throws AuthError, ParameterError.
   */
  'host.taskWait': { params: { parent: number }; result: [finished: number[], unfinished: number[]] };
  /**
   * Ends the waiting and returns the results of subtasks. A fault is raised, but for those that may fail.
   *
   * `host.taskWaitResults(parent, tasks, canfail=nil)`, for builders. Throws AuthError, GenericError,
   * ParameterError.
   */
  'host.taskWaitResults': {
    params: { parent: number; tasks: number[] | null; canfail?: number[] | null };
    result: [task: number, result: unknown][];
  };
}
