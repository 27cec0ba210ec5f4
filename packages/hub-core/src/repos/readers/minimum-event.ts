import { integer } from '../../readers/index.js';
import type { Reader } from '../../rpc/reader.js';

/** The event that a repo must have seen; `last` is the last change of its tag. */
export type MinimumEvent = number | 'last';

export const minimumEventRef: Reader<MinimumEvent, number | 'last'> = (value) =>
  value === 'last' ? value : integer(value);
