import type { TaskOutcome } from '../tasks/running-task.js';

/**
 * What became of the one task: it is closed or failed, or it was left unfinished (given back, canceled, or taken away), or
 * there was none.
 */
export type OneTaskOutcome = `task ${TaskOutcome}` | 'no task';
