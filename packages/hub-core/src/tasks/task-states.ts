import { TASK_STATES } from '@kojikit/protocol';

/** The states that a task never leaves. */
export const FINISHED: readonly number[] = [TASK_STATES.CLOSED, TASK_STATES.CANCELED, TASK_STATES.FAILED];

/** Whether a task of this state has ended, well or not. */
export function isFinished(state: number): boolean {
  return FINISHED.includes(state);
}
