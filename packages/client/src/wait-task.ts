import { setTimeout as sleep } from 'node:timers/promises';
import { isFault, isFinished, type CallMethod, type Task } from '@kojikit/protocol';
import type { CallOptions } from './call-options.js';

/** Seconds that one question waits on a hub of ours for the task to end; no hub lets a call wait longer. */
const LONGEST = 60;

/** How the end of a task is waited for. */
export interface WaitTaskOptions {
  /** Ends the waiting, not the task. The promise rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Seconds between two looks at the task on a hub that cannot tell of its end, such as Koji's. Default 6, as Koji's. */
  readonly pollInterval?: number;
  /** Called with the task at the start and whenever its state has changed. */
  readonly onState?: (task: Task) => void;
}

/** Waits until a task has ended, well or not, and returns it. Throws GenericError when there is no such task. */
export async function waitTask(
  hub: { readonly call: CallMethod<CallOptions> },
  taskId: number,
  { signal, pollInterval = 6, onState }: WaitTaskOptions = {},
): Promise<Task> {
  let state: number | undefined;
  let tells = true;
  for (;;) {
    const task = await hub.call('getTaskInfo', { task_id: taskId, strict: true }, { signal });
    if (task.state !== state) onState?.(task);
    state = task.state;
    if (isFinished(task.state)) return task;
    if (tells) tells = await waitForNews(hub, taskId, signal);
    if (tells) continue;
    await sleep(pollInterval * 1000, undefined, { signal }).catch(() => signal?.throwIfAborted());
  }
}

/* Waits until the task has ended or a minute is over. False: the hub has no such method. */
async function waitForNews(
  hub: { readonly call: CallMethod<CallOptions> },
  taskId: number,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  try {
    await hub.call('waitTask', { task_id: taskId, timeout: LONGEST }, { signal });
    return true;
  } catch (error) {
    if (isFault(error, 'GenericError') && error.message.includes('Invalid method')) return false;
    throw error;
  }
}
