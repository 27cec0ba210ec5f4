import { isTrue } from '../rpc/convert.js';
import type { Reader, Taken } from '../rpc/reader.js';

/**
 * A condition that may be left out or nil, which are both undefined: so it differs from one that reads as null, which
 * nothing meets.
 */
export function filter<T, In>(read: Reader<T, In>): Taken<T | undefined, In | null> {
  return {
    kind: 'plain',
    fallback: null,
    read: (value) => (value === null || value === undefined ? undefined : read(value)),
  };
}

/** {@link filter} that is left out by all that counts as nothing in Koji's language. */
export function filterUnlessEmpty<T, In>(read: Reader<T, In>): Taken<T | undefined, In | null> {
  return { kind: 'plain', fallback: null, read: (value) => (isTrue(value) ? read(value) : undefined) };
}
