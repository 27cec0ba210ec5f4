import type { BuildrootComparison } from './explanations.js';
import type { ShownPanel } from './panels.js';
import type { LogLines, TaskFile, TaskResult, TaskTrees, TaskWaitReason, TreeTask } from './tasks.js';

/** A fault as a value. */
export interface StoredFault {
  code: number;
  message: string;
}

/** What failed first in a tree of tasks. */
export interface TaskFailure {
  task_id: number;
  fault: StoredFault | null;
  /** The last lines of the logs that may tell why, the usual ones first. */
  logs: (TaskFile & LogLines)[];
  /** What was installed, compared with the last good build; nil where there is nothing to compare. */
  comparison: BuildrootComparison | null;
}

/** A task with all that its page shows. */
export interface TaskOverview extends TaskTrees {
  /** The task itself comes first, with files as all of them; of the others the first 5000. */
  tasks: TreeTask[];
  parent: TreeTask | null;
  /** What it ended with; nil while it works, and where it failed. */
  result: TaskResult;
  fault: StoredFault | null;
  builds: { build_id: number; nvr: string }[];
  /** Build roots that were made for it. */
  buildroots: { id: number; tag_name: string; arch: string }[];
  /** Why it does not go on; empty once something in its tree has failed. */
  waits: TaskWaitReason[];
  /** What failed first, the task itself or one below it. */
  failure: TaskFailure | null;
  panels: ShownPanel[];
}
