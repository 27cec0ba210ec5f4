import { z, type ZodType } from 'zod';
import { readYesNo } from '@kojikit/protocol';
import { errorText } from '../error-facts.js';

/**
 * An option of a plugin's file, read by a function that throws an Error which says what is wrong with the text and what
 * would be right.
 */
export function readWith<Value>(read: (text: string) => Value) {
  return z.string().transform((text, check): Value => {
    try {
      return read(text);
    } catch (error) {
      check.addIssue(errorText(error));
      return z.NEVER;
    }
  });
}

/** Yes or no in any of the words that hub.conf takes. */
export const flag: ZodType<boolean, string> = readWith((text) => {
  const found = readYesNo(text);
  if (found === undefined) throw new Error(`"${text}" is neither yes nor no`);
  return found;
});

/** A list between commas, without white space around its parts and without empty ones. */
export const commaList = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
);

/** Words between white space or commas. */
export const wordList = z.string().transform((text) => text.split(/[\s,]+/).filter((word) => word !== ''));
