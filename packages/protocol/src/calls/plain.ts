import type { DateTime } from '../codec/date-time.js';
import { Double } from '../codec/double.js';
import { isStruct } from '../codec/is-struct.js';

/** A result as plain data: numbers that go over the wire as doubles are numbers. */
export type Plain<T> = unknown extends T
  ? T
  : T extends Double
    ? number
    : T extends DateTime | Uint8Array
      ? T
      : T extends object
        ? { [Key in keyof T]: Plain<T[Key]> }
        : T;

/** Unwraps the numbers that go over the wire as doubles, which are kept apart because Koji's clients print them as such. */
export function plain<T>(value: T): Plain<T>;
export function plain(value: unknown): unknown {
  if (value instanceof Double) return value.value;
  if (Array.isArray(value)) return value.map((item: unknown) => plain(item));
  if (isStruct(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plain(member)]));
  }
  return value;
}
