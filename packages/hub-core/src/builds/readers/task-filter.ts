import { comparedInteger } from '../../readers/index.js';
import type { Reader } from '../../rpc/reader.js';

/** The id of a task to compare with, where -1 stands for any task. */
export const taskFilter: Reader<number | 'any' | null, number> = (value) =>
  value === -1 ? 'any' : comparedInteger(value);
