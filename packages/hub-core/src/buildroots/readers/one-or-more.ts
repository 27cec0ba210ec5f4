import { comparedInteger } from '../../readers/index.js';
import { oneInteger } from '../../rpc/database-values.js';
import type { Reader } from '../../rpc/reader.js';

/** A number to compare with, or some of which one has to be equal. What is null equals nothing. */
export type OneOrMore = number | null | (number | null)[];

/** Reads a number or a list of numbers. Refuses everything else without a fault code of Koji's. */
export const oneOrMore: Reader<OneOrMore, number | number[]> = (value) =>
  Array.isArray(value) ? value.map(oneInteger) : comparedInteger(value);
