import { parseInteger } from '@kojikit/command-line';

/** What a word on the command line names: an id where it is a number, else a name. */
export function idOrName(word: string): number | string {
  return parseInteger(word) ?? word;
}

/** As `idOrName`, but only plain digits are an id. */
export function digitsOrName(word: string): number | string {
  return /^\d+$/.test(word) ? Number(word) : word;
}
