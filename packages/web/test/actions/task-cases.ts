import { TASK_STATES } from '@kojikit/protocol';
import type { ActionCase } from './action-case.js';
import type { ActionThings } from './action-things.js';

/** What is done about tasks. */
export const taskCases = ({ ask, running, free, weighed, failed }: ActionThings): readonly ActionCase[] => [
  {
    address: `freetask?taskID=${running.id}`,
    to: `taskinfo?taskID=${running.id}`,
    done: async () => (await ask<{ state: number }>('getTaskInfo', running.id)).state === TASK_STATES.FREE,
  },
  {
    address: `canceltask?taskID=${free.id}`,
    to: `taskinfo?taskID=${free.id}`,
    done: async () => (await ask<{ state: number }>('getTaskInfo', free.id)).state === TASK_STATES.CANCELED,
  },
  {
    address: `taskpriority?taskID=${weighed.id}`,
    typed: { priority: '7' },
    to: `taskinfo?taskID=${weighed.id}`,
    done: async () => (await ask<{ priority: number }>('getTaskInfo', weighed.id)).priority === 7,
  },
  {
    address: `resubmittask?taskID=${failed.id}`,
    to: /^taskinfo\?taskID=\d+$/,
    done: async () =>
      (await ask<unknown[]>('listTasks', { state: [TASK_STATES.FREE], method: 'sleep' })).length > 0,
  },
];
