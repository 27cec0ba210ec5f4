import { columnInteger, columnText, oneInteger as one } from '../rpc/database-values.js';
import { comparable } from '../rpc/comparable.js';
import type { Reader } from '../rpc/reader.js';

/*
 * Koji compares many arguments with a column as they come. What its database refuses to compare is refused without a
 * fault code of Koji's; null equals nothing.
 */

/** A number, or digits in text, to compare with a column of whole numbers. */
export const comparedInteger: Reader<number | null, number | null> = columnInteger;

/** {@link comparedInteger} for a column of large numbers. */
export const comparedLarge: Reader<number | null, number | null> = (value) => {
  const bound = comparable('bigint', value);
  return typeof bound === 'number' ? bound : null;
};

/** A text to compare with a column of texts. */
export const comparedText: Reader<string | null, string | null> = columnText;

/** {@link comparedInteger} for a value in a list of them, which may not be a list again. */
export const oneInteger: Reader<number | null, number | null> = one;
