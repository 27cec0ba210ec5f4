import { hubCall, type Plain, type TaskTrees, taskLabel, type TreeTask } from '@kojikit/protocol';
import { isUnderWay } from '../hub/under-way.js';
import { stateMark, taskState } from '../html/parts.js';
import { took } from '../html/task-table.js';

/** Which trees of tasks are watched. */
export interface WatchedTrees {
  readonly taskIDs: readonly number[];
  /** Whether the page shows files. */
  readonly files: boolean;
}

/** Trees of tasks as the hub's `watchTaskTrees` answers them. */
export type TreesNow = Plain<TaskTrees>;

/** Seconds that one call waits for news; the hub takes 60. */
const WAIT_SECONDS = 50;

/** The question for trees as they are. */
export const askTrees = ({ taskIDs, files }: WatchedTrees) =>
  hubCall('watchTaskTrees', { task_ids: [...taskIDs], files });

/** The question for trees that differ from what was seen: it waits for them, and nil is answered without. */
export const askNews = ({ taskIDs, files }: WatchedTrees, seen: string) =>
  hubCall('watchTaskTrees', { task_ids: [...taskIDs], files, seen, timeout: WAIT_SECONDS });

/** Whether no task of the trees is under way. */
export const haveEnded = ({ tasks }: TreesNow): boolean => !tasks.some(isUnderWay);

/** What a page is told of a task that is in another state. */
export function taskNews(task: Plain<TreeTask>) {
  const state = taskState(task.state);
  const time = task.completion_ts !== null && took(task);
  return {
    id: task.id,
    state: state.word,
    kind: state.kind,
    mark: stateMark(state).text,
    said: `${taskLabel(task)} ${state.word}${time ? ` after ${time}` : ''}`,
  };
}
