import { Double, GenericError, type Seconds } from '@kojikit/protocol';
import { CallerMistake } from '../../rpc/caller-mistake.js';
import { pythonType } from '../../rpc/python-names.js';
import type { Reader } from '../../rpc/reader.js';

/** Seconds since 1970. Throws GenericError `Invalid type for before: <type>`. */
export const before: Reader<number, Seconds> = (value) => {
  if (value instanceof Double) return value.value;
  if (typeof value === 'number' || typeof value === 'bigint') return Number(value);
  // Koji's database is shown it as a truth value, which it compares with no number.
  if (typeof value === 'boolean') throw new CallerMistake('a moment must be a number, not a boolean');
  throw new GenericError(`Invalid type for before: ${pythonType(value)}`);
};
