/** The log among a task's output that says how far the saving is. */
export const PROGRESS_LOG = 'save-failed-tree.log';
