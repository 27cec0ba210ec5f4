import { CallerMistake } from '../rpc/caller-mistake.js';
import { expectStruct, isStruct } from '../rpc/convert.js';
import type { Reader } from '../rpc/reader.js';
import { faultText } from '../rpc/fault-text.js';

/** Members by name, of any values: what is stored as it is, or looked into by what it is handed to. */
export type Members = Readonly<Record<string, unknown>>;

/** Any struct. Refuses everything else without a fault code of Koji's. */
export const struct: Reader<Members, object> = (value) => {
  if (!isStruct(value)) throw new CallerMistake(faultText`a struct is needed, not ${value}`);
  return value;
};

/** {@link struct} that throws ParameterError `Invalid type for value '<value>': <type>, expected type <class 'dict'>`. */
export const checkedStruct: Reader<Members, object> = expectStruct;
