import type {
  Float,
  ListedTask,
  Listing,
  LogLines,
  Nothing,
  PanelPlace,
  QueryOptions,
  Reference,
  RequestedTask,
  ShownPanel,
  Struct,
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
  makeTask: { params: { args?: unknown[]; opts?: Struct }; result: number; keywords: 'opts'; rest: 'args' };
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
  getTaskRequest: { params: { taskId: number }; result: TaskRequest };
  getTaskResult: { params: { taskId: number; raise_fault?: boolean }; result: TaskResult };
  getTaskChildren: {
    params: { task_id: number; request?: boolean; strict?: boolean };
    result: Task[];
    cases: [[{ request: true }, RequestedTask[]]];
  };
  getTaskDescendents: { params: { task_id: number; request?: boolean }; result: Record<string, Task[]> };
  listTasks: {
    params: { opts?: TaskFilter | null; queryOpts?: QueryOptions | null };
    result: Listing<ListedTask>;
  };
  taskFinished: { params: { taskId: number }; result: boolean };
  cancelTask: { params: { task_id: number; recurse?: boolean }; result: Nothing };
  cancelTaskFull: { params: { task_id: number; strict?: boolean }; result: Nothing };
  cancelTaskChildren: { params: { task_id: number }; result: Nothing };
  freeTask: { params: { task_id: number }; result: Nothing };
  assignTask: {
    params: { task_id: number; host: Reference; force?: boolean; override?: boolean };
    result: boolean;
  };
  resubmitTask: { params: { taskID: number }; result: number };
  setTaskPriority: { params: { task_id: number; priority: number; recurse?: boolean }; result: Nothing };
  restartHosts: { params: { priority?: number; options?: Struct | null }; result: number };
  /** An addition to Koji's API: waits at most `timeout` seconds (60 count) and returns whether the task has ended. */
  waitTask: { params: { task_id: number; timeout: Float }; result: boolean };
  /**
   * An addition to Koji's API: why a task does not go on: no host may have it, or it waits for tasks of which that is
   * true. Empty when it works, or has ended.
   */
  getTaskWaitReason: { params: { taskID: number }; result: TaskWaitReason[] };
  /** An addition to Koji's API: these tasks and everything below them, for pages. */
  listTaskTrees: { params: { task_ids: number[]; files?: boolean }; result: TreeTask[] };
  /**
   * An addition to Koji's API: the same with `seen`, which stands for its states and files. Given back, the call waits at
   * most `timeout` seconds (60 count) for others and returns nil without.
   */
  watchTaskTrees: {
    params: { task_ids: number[]; files?: boolean; seen?: string; timeout?: Float };
    result: TaskTrees | null;
    cases: [[{ task_ids: number[]; seen?: undefined }, TaskTrees]];
  };
  /**
   * An addition to Koji's API: waits at most `timeout` seconds (60 count) until something of these kinds, `task` or `build`,
   * was made or changed since `seen`; returns what to give as `seen` next time, nil without news.
   */
  watchNews: { params: { kinds: string[]; seen?: string; timeout?: Float }; result: string | null };
  /** An addition to Koji's API: what plugins show on the page of a task or tag, or to admins. */
  listPanels: { params: { place: PanelPlace; id?: number }; result: ShownPanel[] };
  /** An addition to Koji's API: does what a button of a panel says; answers the page to go to, if not the same. */
  runPanelAction: {
    params: { panel: string; action: string; id: number; value?: string | null };
    result: string | null;
  };
  /** An addition to Koji's API: lines of a file that a task has uploaded, from `line` on or the last ones. */
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
