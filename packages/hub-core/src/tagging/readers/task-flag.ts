import type { WireValue } from '@kojikit/protocol';
import { wireValue, truth } from '../../readers/index.js';
import type { Reader, Taken } from '../../rpc/reader.js';

/** A yes or no that decides now, and goes into a task's request as it was given. */
export interface TaskFlag {
  readonly holds: boolean;
  readonly given: WireValue;
}

const taskFlag: Reader<TaskFlag, boolean | null> = (value) => ({
  holds: truth(value),
  given: wireValue(value),
});

/** A {@link TaskFlag} that is no when the caller says nothing. */
export const noTaskFlag: Taken<TaskFlag, boolean | null> = { kind: 'plain', fallback: false, read: taskFlag };
