import type {
  Float,
  ListedTask,
  Listing,
  LogLines,
  NamedTask,
  Nothing,
  PanelPlace,
  QueryOptions,
  Reference,
  RequestedTask,
  RestartOptions,
  ShownPanel,
  Task,
  TaskFilter,
  TaskRequest,
  TaskResult,
  TaskTrees,
  TaskWaitReason,
  TreeTask,
} from './shapes.js';

/** Tasks: making, watching, ending them. */
export interface TasksApi {
  /**
   * Makes any task: its method, the list of its parameters, then options by name. For trying things out.
   *
   * `makeTask(*args, **opts)`, for who holds the permission admin. Throws ActionNotAllowed, GenericError,
   * ParameterError. Emits postTaskStateChange, preTaskStateChange.
   */
  makeTask: {
    params: { args?: unknown[]; opts?: NamedTask };
    result: number;
    keywords: 'opts';
    rest: 'args';
  };
  /**
   * The task of this id, or a list for a list of ids; with its decoded parameters if request.
   *
   * `getTaskInfo(task_id, request=false, strict=false)`, for anyone. Throws GenericError, ParameterError.
   */
  getTaskInfo: {
    params: { task_id: number | number[]; request?: boolean; strict?: boolean };
    result: Task | (Task | null)[] | null;
    cases: [
      [{ task_id: number[]; request: true }, (RequestedTask | null)[]],
      [{ task_id: number[] }, (Task | null)[]],
      [{ task_id: number; request: true }, RequestedTask | null],
      [{ task_id: number }, Task | null],
    ];
  };
  /**
   * The parameters of a task.
   *
   * `getTaskRequest(taskId)`, for anyone. Throws GenericError, ParameterError.
   */
  getTaskRequest: { params: { taskId: number }; result: TaskRequest };
  /**
   * The result of a task that has ended. The fault of a failed one is raised, or answered as a struct.
   *
   * `getTaskResult(taskId, raise_fault=true)`, for anyone. Throws GenericError, ParameterError.
   */
  getTaskResult: { params: { taskId: number; raise_fault?: boolean }; result: TaskResult };
  /**
   * The subtasks of a task.
   *
   * `getTaskChildren(task_id, request=false, strict=false)`, for anyone. Throws GenericError,
   * ParameterError.
   */
  getTaskChildren: {
    params: { task_id: number; request?: boolean; strict?: boolean };
    result: Task[];
    cases: [[{ request: true }, RequestedTask[]]];
  };
  /**
   * The subtasks of a task and of all tasks below it, by the id of their parent.
   *
   * `getTaskDescendents(task_id, request=false)`, for anyone. Throws ParameterError.
   */
  getTaskDescendents: { params: { task_id: number; request?: boolean }; result: Record<string, Task[]> };
  /**
   * Tasks by state, owner, host, channel, parent, method, arch and times; each of the first also as not_….
   *
   * `listTasks(opts=nil, queryOpts=nil)`, for anyone.
   */
  listTasks: {
    params: { opts?: TaskFilter | null; queryOpts?: QueryOptions | null };
    result: Listing<ListedTask>;
  };
  /**
   * Whether a task has ended, well or not.
   *
   * `taskFinished(taskId)`, for anyone. Throws GenericError, ParameterError.
   */
  taskFinished: { params: { taskId: number }; result: boolean };
  /**
   * Cancels a task and the build that it makes, with its subtasks unless told otherwise. For its owner and
   * admins.
   *
   * `cancelTask(task_id, recurse=true)`, for anyone. Throws ActionNotAllowed, GenericError, ParameterError.
   * Emits kojikitTaskCanceled, postTaskStateChange, preTaskStateChange.
   */
  cancelTask: { params: { task_id: number; recurse?: boolean }; result: Nothing };
  /**
   * Cancels a task with everything below it. Unless strict, the top of its tree is looked for first.
   *
   * `cancelTaskFull(task_id, strict=true)`, for who holds the permission admin. Throws ActionNotAllowed,
   * GenericError, ParameterError. Emits kojikitTaskCanceled, postTaskStateChange, preTaskStateChange.
   */
  cancelTaskFull: { params: { task_id: number; strict?: boolean }; result: Nothing };
  /**
   * Cancels the subtasks of a task, but not the task itself. For its owner and admins.
   *
   * `cancelTaskChildren(task_id)`, for who is logged in. Throws ActionNotAllowed, GenericError,
   * ParameterError. Emits kojikitTaskCanceled, postTaskStateChange, preTaskStateChange.
   */
  cancelTaskChildren: { params: { task_id: number }; result: Nothing };
  /**
   * Takes a task from its builder, so that it gets a new one.
   *
   * `freeTask(task_id)`, for who holds the permission admin. Throws ActionNotAllowed, GenericError,
   * ParameterError. Emits postTaskStateChange, preTaskStateChange.
   */
  freeTask: { params: { task_id: number }; result: Nothing };
  /**
   * Gives a task to a builder: one that is not free with force; with override the scheduler leaves it there.
   *
   * `assignTask(task_id, host, force=false, override=false)`, for who holds the permission admin. Throws
   * ActionNotAllowed, GenericError, ParameterError. Emits postTaskStateChange, preTaskStateChange.
   */
  assignTask: {
    params: { task_id: number; host: Reference; force?: boolean; override?: boolean };
    result: boolean;
  };
  /**
   * Makes a new task like a canceled or failed one. For its owner and admins.
   *
   * `resubmitTask(taskID)`, for who is logged in. Throws ActionNotAllowed, GenericError, ParameterError.
   * Emits postTaskStateChange, preTaskStateChange.
   */
  resubmitTask: { params: { taskID: number }; result: number };
  /**
   * Sets the priority of a task that has not ended, and of everything below it. Lower goes first.
   *
   * `setTaskPriority(task_id, priority, recurse=true)`, for who holds the permission admin. Throws
   * ActionNotAllowed, GenericError, ParameterError. Emits postTaskStateChange, preTaskStateChange.
   */
  setTaskPriority: { params: { task_id: number; priority: number; recurse?: boolean }; result: Nothing };
  /**
   * Makes a task that restarts builders: all, or those of a channel or of arches.
   *
   * `restartHosts(priority=5, options=nil)`, for who holds the permission host or admin. Throws
   * ActionNotAllowed, GenericError, ParameterError. Emits postTaskStateChange, preTaskStateChange.
   */
  restartHosts: { params: { priority?: number; options?: RestartOptions | null }; result: number };
  /**
   * An addition to Koji's API. Waits until a task has ended, at most timeout seconds (60 count), and returns
   * whether it has.
   *
   * `waitTask(task_id, timeout)`, for anyone. Throws GenericError, ParameterError.
   */
  waitTask: { params: { task_id: number; timeout: Float }; result: boolean };
  /**
   * An addition to Koji's API. Why a task does not go on: structs of a code and a text. Empty when it works,
   * or has ended.
   *
   * `getTaskWaitReason(taskID)`, for anyone. Throws GenericError, ParameterError.
   */
  getTaskWaitReason: { params: { taskID: number }; result: TaskWaitReason[] };
  /**
   * An addition to Koji's API. These tasks and everything below them with the names of owners, hosts and
   * channels; with their files if files.
   *
   * `listTaskTrees(task_ids, files=false)`, for anyone. Throws ParameterError.
   */
  listTaskTrees: { params: { task_ids: number[]; files?: boolean }; result: TreeTask[] };
  /**
   * An addition to Koji's API. What listTaskTrees answers and what to give as seen next time; waits while it
   * is as seen, then returns nil.
   *
   * `watchTaskTrees(task_ids, files=false, seen="", timeout=0)`, for anyone. Throws GenericError,
   * ParameterError.
   */
  watchTaskTrees: {
    params: { task_ids: number[]; files?: boolean; seen?: string; timeout?: Float };
    result: TaskTrees | null;
    cases: [[{ task_ids: number[]; seen?: undefined }, TaskTrees]];
  };
  /**
   * An addition to Koji's API. What to give as seen next time, once a thing of these kinds (task, build) is
   * new or changed; nil after timeout.
   *
   * `watchNews(kinds, seen="", timeout=0)`, for anyone. Throws GenericError, ParameterError.
   */
  watchNews: { params: { kinds: string[]; seen?: string; timeout?: Float }; result: string | null };
  /**
   * An addition to Koji's API. What plugins show on the page of a task, tag or user (place task, tag or user
   * and its id), or to admins (place admin).
   *
   * `listPanels(place, id=0)`, for whom its arguments allow. Throws ActionNotAllowed, GenericError,
   * ParameterError.
   */
  listPanels: { params: { place: PanelPlace; id?: number }; result: ShownPanel[] };
  /**
   * An addition to Koji's API. Does what a button of a panel says. Returns the page to go to, nil for the
   * one that the panel is on.
   *
   * `runPanelAction(panel, action, id, value=nil)`, for who is logged in. Throws ActionNotAllowed,
   * GenericError, ParameterError.
   */
  runPanelAction: {
    params: { panel: string; action: string; id: number; value?: string | null };
    result: string | null;
  };
  /**
   * An addition to Koji's API. Lines of a file that a task has uploaded, from line on (the first is 1) or
   * the last ones, as base64 text.
   *
   * `readTaskLog(task_id, name, line=nil, count=1000, volume=nil)`, for anyone. Throws GenericError,
   * ParameterError.
   */
  readTaskLog: {
    params: {
      task_id: number;
      name: string;
      line?: number | null;
      count?: number;
      volume?: Reference | null;
    };
    result: LogLines;
  };
}
