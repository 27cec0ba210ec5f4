import { integer } from '../../readers/index.js';
import type { Reader } from '../../rpc/reader.js';

/** The id of a task, or a list of ids. Throws ParameterError for what is no number. */
export const taskIdOrIds: Reader<number | number[], number | number[]> = (value) =>
  Array.isArray(value) ? value.map(integer) : integer(value);
