/** States of a task. */
export const TASK_STATES = {
  FREE: 0,
  OPEN: 1,
  CLOSED: 2,
  CANCELED: 3,
  ASSIGNED: 4,
  FAILED: 5,
} as const;

/** A number of {@link TASK_STATES}. */
export type TaskState = (typeof TASK_STATES)[keyof typeof TASK_STATES];

/** The states that a task never leaves. */
export const FINISHED_TASK_STATES: readonly number[] = [
  TASK_STATES.CLOSED,
  TASK_STATES.CANCELED,
  TASK_STATES.FAILED,
];

/** Whether a task of this state has ended, well or not. */
export function isFinished(state: number): boolean {
  return FINISHED_TASK_STATES.includes(state);
}
