import { wholeNumber } from '../../query/readers/query-options.js';
import { castNumber, type WholeNumber } from '../../rpc/convert.js';
import type { Reader } from '../../rpc/reader.js';

/**
 * How many rows of each kind, or null for all. Koji writes what is given into its query: zero is no limit, an empty text
 * or list is a mistake.
 */
export const referenceLimit: Reader<WholeNumber | null, number | null> = (value) => {
  const count = wholeNumber('limit', value);
  if (count !== undefined) return count;
  castNumber(value);
  return null;
};
