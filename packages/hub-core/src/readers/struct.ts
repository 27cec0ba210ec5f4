import { CallerMistake } from '../rpc/caller-mistake.js';
import { isStruct } from '../rpc/convert.js';
import { pythonStr } from '../rpc/python-names.js';
import type { Reader } from '../rpc/reader.js';

/** Members by name, of any values: what is stored as it is, or looked into by what it is handed to. */
export type Members = Readonly<Record<string, unknown>>;

/** Any struct. Refuses everything else without a fault code of Koji's. */
export const struct: Reader<Members, object> = (value) => {
  if (!isStruct(value)) throw new CallerMistake(`a struct is needed, not ${pythonStr(value)}`);
  return value;
};
