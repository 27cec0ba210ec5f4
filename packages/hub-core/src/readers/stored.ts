import { storedValue } from '../db/stored-value.js';
import type { WholeNumber } from '../rpc/convert.js';
import type { Reader } from '../rpc/reader.js';

/*
 * Koji stores many values as they are given, and its database decides what they become: fractions are rounded, numbers
 * become text, and what does not fit is refused without a fault code of Koji's. Nil stays nil.
 */

/** A yes or no as this column of a table of Koji's keeps it. */
export function storedFlag(table: string, column: string): Reader<boolean | null, boolean | null> {
  return (value) => storedValue(table, column, value) as boolean | null;
}

/** A whole number as this column of a table of Koji's keeps it. */
export function storedInteger(table: string, column: string): Reader<WholeNumber | null, number | null> {
  return (value) => storedValue(table, column, value) as WholeNumber | null;
}

/** A text as this column of a table of Koji's keeps it. */
export function storedText(table: string, column: string): Reader<string | null, string | null> {
  return (value) => storedValue(table, column, value) as string | null;
}
