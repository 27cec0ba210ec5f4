import { ParameterError } from '@kojikit/protocol';
import { checkedText, listOf } from '../../readers/index.js';
import type { Reader } from '../../rpc/reader.js';

const MOST_NAMES = 20;
const LONGEST = 300;

/** Names of what is missing. Throws ParameterError for more than 20 of them, or one of more than 300 characters. */
export const missingNames: Reader<string[], string[]> = (value) => {
  const names = listOf(checkedText)(value as string[]);
  if (names.length > MOST_NAMES) throw new ParameterError(`At most ${MOST_NAMES} names can be asked for`);
  if (names.some(({ length }) => length > LONGEST)) {
    throw new ParameterError(`A name has at most ${LONGEST} characters`);
  }
  return names;
};
