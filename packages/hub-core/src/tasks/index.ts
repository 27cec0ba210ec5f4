export { assignmentTable, assignTasks, type Assignment } from './assign-tasks.js';
export { cancelChildren, cancelTask, cancelTree, type CancelOptions } from './cancel-task.js';
export { setTaskPriority, setTaskWeight } from './change-task.js';
export { closeTask, failTask } from './finish-task.js';
export { freeTask } from './free-task.js';
export { listTasks } from './list-tasks.js';
export { makePlannedTask, makeTask, planTask, type NewTaskOptions } from './make-task.js';
export { readNewestTasks, type NewestTasks } from './read-newest-tasks.js';
export { openTask, type OpenedTask } from './open-task.js';
export {
  findTask,
  getTask,
  readChildren,
  readDescendants,
  readOpenTasks,
  readTasks,
  taskState,
  type ReadTaskOptions,
} from './read-tasks.js';
export { taskArch, taskOptions, type AskedTaskOptions } from './readers/task-options.js';
export { taskParameters } from './readers/task-parameters.js';
export { readTaskTrees, readWholeTree, type WholeTree } from './read-task-trees.js';
export { resubmitTask } from './resubmit-task.js';
export { alertedTasks, isAlerted, setWait, takeFinished, takeResults } from './subtask-waiting.js';
export {
  assertMayCancel,
  assertWorksOnTask,
  isInTreeOf,
  lockWorkedOnTask,
  worksOnTask,
} from './task-access.js';
export { decodeRequest } from './task-document.js';
export { policyDataOfRequest, policyDataOfTask } from './task-policy-data.js';
export { getTaskResult, outcomeOf, type FaultValue, type TaskOutcome } from './task-result.js';
export type { TaskInfo, Work } from './types.js';
export { waitForNews } from './wait-for-news.js';
export { waitForTask } from './wait-for-task.js';
export { digestOfTrees } from './watch-task-trees.js';
