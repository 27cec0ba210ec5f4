import { Double } from '@kojikit/protocol';
import { comparable } from './comparable.js';
import { pythonRepr, pythonStr } from './python-names.js';
import { CallerMistake } from './caller-mistake.js';

/*
 * Koji hands many arguments to its database as they come, which refuses what does not fit the column with an error that
 * is no fault of Koji's (code 1). These helpers do the same, alike on both engines.
 */

/**
 * A value for a comparison with an integer column: numbers, and digits as text; nil stays nil and finds nothing.
 * Throws TypeError for anything else.
 */
export function columnInteger(value: unknown): number | null {
  const bound = comparable('integer', value);
  return typeof bound === 'number' ? bound : null;
}

/** A point in time for `dialect.moment`: seconds since 1970, or a date as text. Throws TypeError for anything else. */
export function columnTime(value: unknown): number | string {
  if (typeof value === 'number' || typeof value === 'string') return value;
  if (value instanceof Double) return value.value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  throw new CallerMistake(`a time is needed, not ${pythonRepr(value)}`);
}

/**
 * How a name begins, as Koji's database puts it together with a wildcard: texts, numbers and truth values, nil not.
 * Throws TypeError for anything else.
 */
export function startOf(value: unknown): string {
  const plain = Array.isArray(value) && value.length === 1 ? value[0] : value;
  if (typeof plain === 'object' && !(plain instanceof Double)) {
    throw new CallerMistake(`a text is needed, not ${pythonRepr(value)}`);
  }
  return pythonStr(plain);
}

/** Text for a comparison with a text column; nil stays nil and finds nothing. Throws TypeError for anything else. */
export function columnText(value: unknown): string | null {
  const bound = comparable('text', value);
  return typeof bound === 'string' ? bound : null;
}

/** {@link columnInteger} for a value in a list of them, which may not be a list again. */
export function oneInteger(value: unknown): number | null {
  if (Array.isArray(value)) throw new CallerMistake('a whole number is needed, not a list');
  return columnInteger(value);
}

/** {@link columnText} for a value in a list of them, which may not be a list again. */
export function oneText(value: unknown): string | null {
  if (Array.isArray(value)) throw new CallerMistake('a text is needed, not a list');
  return columnText(value);
}
