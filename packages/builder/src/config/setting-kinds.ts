import { readYesNo } from '@kojikit/protocol';

/** A mistake in a value, to be shown beside the name of its option. */
export class BadValue extends Error {
  override readonly name = 'BadValue';
}

/** Reads a whole number. */
export function readInteger(text: string): number {
  if (!/^[+-]?\d+$/.test(text.trim())) throw new BadValue(`must be a whole number, not '${text}'`);
  return Number(text);
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
    throw new BadValue(`must be a number of megabytes or a percentage, not '${text}'`);
  return { value, isPercent: percent === '%' };
}

/** Reads a yes or no in any of the words that Python's ConfigParser takes. */
export function readBoolean(text: string): boolean {
  const value = readYesNo(text);
  if (value !== undefined) return value;
  throw new BadValue(`must be yes or no, not '${text}'`);
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
    if (choice === undefined) throw new BadValue(`must be one of ${choices.join(', ')}, not '${text}'`);
    return choice;
  };
}
