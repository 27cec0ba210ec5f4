import { ParameterError } from '@kojikit/protocol';
import type { Reader } from '../../rpc/reader.js';
import { faultText } from '../../rpc/fault-text.js';

/** One of a few words. Throws ParameterError that lists them for everything else. */
export function oneOf<Word extends string>(...words: readonly Word[]): Reader<Word, Word> {
  return (value) => {
    const word = words.find((known) => known === value);
    if (word === undefined) throw new ParameterError(`${faultText`${value}`} is none of ${words.join(', ')}`);
    return word;
  };
}

/** A column to sort by: one of these words, or `-` and one of them. Throws ParameterError for everything else. */
export function orderBy<Word extends string>(
  ...words: readonly Word[]
): Reader<Word | `-${Word}`, Word | `-${Word}`> {
  return oneOf(...words.flatMap((word) => [word, `-${word}` as const]));
}
