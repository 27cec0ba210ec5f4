import type { Reader } from '../rpc/reader.js';

/**
 * A value that is only read when it comes to it, since whether it counts at all depends on more than the value. What it
 * becomes throws as the reader does.
 */
export function later<T, In>(read: Reader<T, In>): Reader<() => T, In> {
  return (value) => () => read(value);
}
