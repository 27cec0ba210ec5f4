import { ParameterError } from '@kojikit/protocol';
import { integer } from '../../readers/index.js';
import type { Reader } from '../../rpc/reader.js';

/** A whole number of a range. Throws ParameterError for one that is not in it, and for what is none. */
export function within(least: number, most: number): Reader<number, number> {
  return (value) => {
    const number = integer(value);
    if (number < least || number > most)
      throw new ParameterError(`${number} is not from ${least} to ${most}`);
    return number;
  };
}
