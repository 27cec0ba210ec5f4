import type { Double } from '@kojikit/protocol';
import { isTrue } from '../rpc/convert.js';
import type { Reader } from '../rpc/reader.js';

/** What counts as nothing in Koji's language. */
export type Empty =
  null | undefined | false | 0 | '' | Double | readonly [] | Readonly<Record<string, never>>;

/** Whether a value counts as something, where Koji's method takes all that does not for nothing. */
export function isGiven<T>(value: T): value is Exclude<T, Empty> {
  return isTrue(value);
}

/** A value that is only read when it counts as something; left as it is, a fault can still quote it. */
export function emptyOr<T, In>(read: Reader<T, In>): Reader<T | Empty, In | null> {
  return (value) => (isTrue(value) ? read(value) : (value as Empty));
}

/** {@link emptyOr} where all that counts as nothing is null. */
export function unlessEmpty<T, In>(read: Reader<T, In>): Reader<T | null, In | null> {
  return (value) => (isTrue(value) ? read(value) : null);
}
