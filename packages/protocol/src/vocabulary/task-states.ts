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
