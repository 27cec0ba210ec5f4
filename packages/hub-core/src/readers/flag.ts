import { isTrue, toBoolean } from '../rpc/convert.js';
import type { Reader, Taken } from '../rpc/reader.js';

/** A yes or no that the caller must give, read as Koji's language does: empty and zero are no. */
export const truth: Reader<boolean, boolean | null> = isTrue;

/** {@link truth} with what holds when the caller says nothing. */
export function flag(fallback: boolean): Taken<boolean, boolean | null> {
  return { kind: 'plain', fallback, read: truth };
}

/** {@link flag} where Koji converts the value first: nil is refused with ParameterError. */
export function strictFlag(fallback: boolean): Taken<boolean, boolean> {
  return { kind: 'plain', fallback, read: toBoolean };
}
