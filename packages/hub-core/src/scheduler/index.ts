export { assignedTasks, readAssignedTasks } from './assigned-tasks.js';
export { setHostData } from './host-data.js';
export { setRefusal, type Refusal } from './refusals.js';
export { runScheduler } from './run-scheduler.js';
export { treeWaitReasons } from './task-wait-reasons.js';
