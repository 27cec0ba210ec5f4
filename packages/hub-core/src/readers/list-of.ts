import { expectArray } from '../rpc/convert.js';
import type { Reader } from '../rpc/reader.js';

/** A list of any values. Throws ParameterError `Invalid type for value '<value>': <type>, expected type <class 'list'>`. */
export const list: Reader<unknown[], unknown[]> = expectArray;

/** {@link list}, of which each value is read. */
export function listOf<T, In>(read: Reader<T, In>): Reader<T[], In[]> {
  return (value) => list(value).map(read);
}
