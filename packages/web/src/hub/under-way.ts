import { TASK_STATES } from '@kojikit/protocol';

const { FREE, OPEN, ASSIGNED } = TASK_STATES;
const STATES: readonly number[] = [FREE, OPEN, ASSIGNED];

/** Whether a task has not ended. */
export const isUnderWay = ({ state }: { readonly state: number }): boolean => STATES.includes(state);
