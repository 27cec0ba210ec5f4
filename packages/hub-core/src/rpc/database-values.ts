import { Double } from '@kojikit/protocol';
import { pythonRepr } from './python-names.js';

/*
 * Koji hands many arguments to its database as they come, which refuses what does not fit the column with an error that
 * is no fault of Koji's (code 1). These helpers do the same, alike on both engines.
 */

/** A value for a comparison with an integer column: numbers, and digits as text. Throws TypeError for anything else. */
export function columnInteger(value: unknown): number {
  if (typeof value === 'number') return value;
  if (value instanceof Double) return value.value;
  if (typeof value === 'string' && /^\s*[+-]?\d+\s*$/.test(value)) return Number(value);
  throw new TypeError(`a whole number is needed, not ${pythonRepr(value)}`);
}

/** A point in time for `dialect.moment`: seconds since 1970, or a date as text. Throws TypeError for anything else. */
export function columnTime(value: unknown): number | string {
  if (typeof value === 'number' || typeof value === 'string') return value;
  if (value instanceof Double) return value.value;
  throw new TypeError(`a time is needed, not ${pythonRepr(value)}`);
}

/** Text for a comparison with a text column; nil stays nil and finds nothing. Throws TypeError for anything else. */
export function columnText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  throw new TypeError(`text is needed, not ${pythonRepr(value)}`);
}
