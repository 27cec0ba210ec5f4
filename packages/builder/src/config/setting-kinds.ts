import { hint, readYesNo } from '@kojikit/protocol';
import { LOG_LEVELS } from './log-levels.js';

/** A mistake in a value: `is …, expected …`, to be shown after the name of its option. */
export class BadValue extends Error {
  override readonly name = 'BadValue';
}

/**
 * Reads a whole number.
 * @param example One that makes sense, for who wrote something else.
 */
export function readInteger(text: string, example = 10): number {
  if (!/^[+-]?\d+(_\d+)*$/.test(text.trim()))
    throw new BadValue(`is ${quoted(text)}, expected a whole number such as ${example}`);
  return Number(text.replaceAll('_', ''));
}

/** So much of something: a number of megabytes, or a part of what there is. */
export interface Amount {
  readonly value: number;
  readonly isPercent: boolean;
}

/** Reads an amount: `2048`, `80%`. */
export function readAmount(text: string): Amount {
  const [, digits, percent] = /^(\d+)\s*(%?)$/.exec(text.trim()) ?? [];
  const value = Number(digits);
  if (digits === undefined || (percent === '%' && value > 100))
    throw new BadValue(`is ${quoted(text)}, expected megabytes such as 2048 or a percentage such as 80%`);
  return { value, isPercent: percent === '%' };
}

/** Reads a yes or no in any of the words that Python's ConfigParser takes. */
export function readBoolean(text: string): boolean {
  const value = readYesNo(text);
  if (value !== undefined) return value;
  throw new BadValue(`is ${quoted(text)}, expected yes or no (or true, false, on, off, 1, 0)`);
}

/** Reads what Koji takes as text of which only the empty one means no; words for no mean no here as well. */
export function readLooseBoolean(text: string): boolean {
  return text !== '' && readYesNo(text) !== false;
}

/** What may not have been meant by a value that `readLooseBoolean` takes. */
export function doubtLooseBoolean(text: string): string | undefined {
  if (text === '' || readYesNo(text) !== undefined) return undefined;
  return `is ${quoted(text)}, which means yes as in Koji, expected yes or no`;
}

/** Reads the name of a log level, in any case. */
export function readLogLevel(text: string): string {
  const names = Object.keys(LOG_LEVELS);
  if (names.includes(text.trim().toUpperCase())) return text.trim();
  throw new BadValue(
    `has the unknown level "${text}", expected one of ${names.join(', ')}${hint(text, names)}`,
  );
}

/** Takes the text as it is. */
export function readText(text: string): string {
  return text;
}

/** Reads words separated by white space. */
export function readWords(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

/** Makes a reader that takes one of a few words. */
export function readChoice<Choice extends string>(...choices: readonly Choice[]): (text: string) => Choice {
  return (text) => {
    const choice = choices.find((candidate) => candidate === text.trim().toLowerCase());
    if (choice === undefined)
      throw new BadValue(`is ${quoted(text)}, expected one of ${choices.join(', ')}${hint(text, choices)}`);
    return choice;
  };
}

/** Reads `UID:GID`. */
export function readOwner(text: string): string {
  if (/^\d+:\d+$/.test(text.trim())) return text.trim();
  throw new BadValue(`is ${quoted(text)}, expected UID:GID such as 1000:1000`);
}

/** Reads the URL of a hub. */
export function readHubUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return text;
  throw new BadValue(
    `is ${quoted(text)}, expected the URL of a hub such as https://koji.example.com/kojihub`,
  );
}

function quoted(text: string): string {
  return `"${text.length > 60 ? `${text.slice(0, 57)}...` : text}"`;
}
