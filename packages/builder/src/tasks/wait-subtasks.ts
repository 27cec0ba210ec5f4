import { GenericError } from '@kojikit/protocol';
import type { TaskHub } from '../hub/task-hub.js';
import type { Wakeup } from './wakeup.js';
import type { WaitOptions } from './task.js';

export interface Waiting {
  readonly taskId: number;
  readonly hub: TaskHub;
  /** Fires when the hub says that a subtask has ended. */
  readonly wakeup: Wakeup;
  readonly signal: AbortSignal;
}

/** Waits for subtasks with the hub's own bookkeeping: while it lasts, the task's weight is off the host. */
export async function waitSubtasks(
  waiting: Waiting,
  subtasks: readonly number[],
  options: WaitOptions = {},
): Promise<Map<number, unknown>> {
  const { taskId, hub, wakeup, signal } = waiting;
  const checked = new Set(options.canFail ?? []);
  const started = Date.now();
  await hub.call('host.taskSetWait', { parent: taskId, tasks: [...subtasks] });
  let finished: number[];
  for (;;) {
    let unfinished: number[];
    [finished, unfinished] = await hub.call('host.taskWait', { parent: taskId });
    if (unfinished.length === 0) break;
    if (finished.length > 0) {
      if (!options.all) break;
      if (options.failAny) await throwFirstFailure(waiting, finished, checked);
    }
    await pause(wakeup, signal, started, options.timeout, waiting);
  }
  const wanted = options.all ? subtasks : finished;
  const results = await hub.call('host.taskWaitResults', {
    parent: taskId,
    tasks: [...wanted],
    canfail: options.canFail ? [...options.canFail] : null,
  });
  return new Map(results);
}

async function throwFirstFailure(
  { taskId, hub }: Waiting,
  finished: readonly number[],
  checked: Set<number>,
): Promise<void> {
  for (const id of finished) {
    if (checked.has(id)) continue;
    try {
      await hub.call('getTaskResult', { taskId: id });
      checked.add(id);
    } catch (error) {
      await hub.call('cancelTaskChildren', { task_id: taskId });
      throw error;
    }
  }
}

async function pause(
  wakeup: Wakeup,
  signal: AbortSignal,
  started: number,
  timeout: number | undefined,
  { taskId, hub }: Waiting,
): Promise<void> {
  if (timeout === undefined) return wakeup.wait(signal);
  await wakeup.wait(signal, Math.max(0, started + timeout * 1000 - Date.now()));
  const seconds = (Date.now() - started) / 1000;
  if (seconds < timeout) return;
  await hub.call('cancelTaskChildren', { task_id: taskId });
  throw new GenericError(`Subtasks timed out after ${seconds.toFixed(1)} seconds`);
}
