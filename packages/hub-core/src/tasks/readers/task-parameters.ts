import { CallerMistake } from '../../rpc/caller-mistake.js';
import { isStruct } from '../../rpc/convert.js';
import { pythonTypeName } from '../../rpc/python-names.js';
import type { Reader } from '../../rpc/reader.js';

/** The parameters of a task: a list, or what Koji makes one of: the letters of a text, the names of a struct. */
export const taskParameters: Reader<unknown[], unknown[]> = (value) => {
  if (Array.isArray(value)) return value;
  if (typeof value === 'string') return [...value];
  if (isStruct(value)) return Object.keys(value);
  throw new CallerMistake(`'${pythonTypeName(value)}' object is not iterable`);
};
