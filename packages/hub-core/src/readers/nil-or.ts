import type { Reader } from '../rpc/reader.js';

/** Reads a value that must be given but may be nil, which is null. */
export function nilOr<T, In>(read: Reader<T, In>): Reader<T | null, In | null> {
  return (value) => (value === null || value === undefined ? null : read(value));
}
