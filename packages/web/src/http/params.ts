import { PageError } from './page-error.js';

/** One parameter of a page: how its text is read, and what holds without it. */
export interface Param<Value> {
  readonly doc: string;
  /**
   * Throws PageError 400 for a text that is none.
   * @param text the first that was given.
   * @param all every one that was given.
   */
  readonly read: (text: string | undefined, name: string, all: readonly string[]) => Value;
}

export type ParamTable = Readonly<Record<string, Param<unknown>>>;
export type ParamValues<Table extends ParamTable> = {
  readonly [Name in keyof Table]: Table[Name] extends Param<infer Value> ? Value : never;
};

const LARGEST_ID = 0x7fffffff;

/** A number that names something and must be given. */
export const id = (doc: string): Param<number> => ({
  doc,
  read(text, name) {
    if (text === undefined || text === '') throw new PageError(400, `The address lacks ${name}, a number`);
    return idOf(text, name);
  },
});

/** Most numbers that one parameter takes. */
const MOST_IDS = 50;

/** One or more numbers that name something, in the order in which they were given; each counts once. */
export const ids = (doc: string): Param<readonly [number, ...number[]]> => ({
  doc,
  read(text, name, all) {
    if (text === undefined || text === '') throw new PageError(400, `The address lacks ${name}, a number`);
    const numbers = [...new Set(all.filter((one) => one !== '').map((one) => idOf(one, name)))];
    if (numbers.length > MOST_IDS)
      throw new PageError(400, `${name} takes at most ${MOST_IDS} numbers, not ${numbers.length}`);
    return numbers as [number, ...number[]];
  },
});

/** A number, or a name. */
export const idOrName = (doc: string): Param<number | string> => ({
  doc,
  read(text, name) {
    if (text === undefined || text === '')
      throw new PageError(400, `The address lacks ${name}, a number or a name`);
    return /^\d+$/.test(text) ? idOf(text, name) : text;
  },
});

/** A number or a name that may be left out. */
export const optionalIdOrName = (doc: string): Param<number | string | undefined> => ({
  doc,
  read: (text, name) =>
    text === undefined || text === '' ? undefined : /^\d+$/.test(text) ? idOf(text, name) : text,
});

/** A whole number with a default; also negative. */
export const integer = (fallback: number, doc: string): Param<number> => ({
  doc,
  read(text, name) {
    if (text === undefined || text === '') return fallback;
    if (!/^[+-]?\d{1,15}$/.test(text)) throw new PageError(400, `${name} takes a number, not “${text}”`);
    return Number(text);
  },
});

/** How many rows come before those that are shown. */
export const start: Param<number> = {
  doc: 'Rows before the first one that is shown.',
  read(text, name) {
    if (text === undefined || text === '') return 0;
    if (!/^-?\d{1,9}$/.test(text)) throw new PageError(400, `${name} takes a number, not “${text}”`);
    return Math.max(Number(text), 0);
  },
};

/** Free text with a default. */
export const text = (fallback: string, doc: string): Param<string> => ({
  doc,
  read: (given) => given ?? fallback,
});

/** Text that must be given. */
export const requiredText = (doc: string): Param<string> => ({
  doc,
  read(given, name) {
    if (given === undefined || given === '') throw new PageError(400, `The address lacks ${name}`);
    return given;
  },
});

/** One word out of a few; the first is the default. */
export const choice = <Word extends string>(words: readonly [Word, ...Word[]], doc: string): Param<Word> => ({
  doc,
  read(given, name) {
    if (given === undefined || given === '') return words[0];
    const word = words.find((candidate) => candidate === given);
    if (word === undefined) throw new PageError(400, `${name} is one of ${words.join(', ')}, not “${given}”`);
    return word;
  },
});

/** Yes or no, as a number or a word. */
export const yesOrNo = (fallback: boolean, doc: string): Param<boolean> => ({
  doc,
  read(given, name) {
    if (given === undefined || given === '') return fallback;
    if (/^(0+|no|false)$/i.test(given)) return false;
    if (/^(\d+|yes|true)$/i.test(given)) return true;
    throw new PageError(400, `${name} is 1 or 0, not “${given}”`);
  },
});

/** How names begin; what no name begins with is ignored. */
export const prefix: Param<string | undefined> = {
  doc: 'Only names that begin so.',
  read: (given) => (given !== undefined && /^[0-9a-z]/i.test(given) ? given.toLowerCase() : undefined),
};

/** A column to sort by, `-` in front for descending; the first is the default. */
export const order = (fallback: string, columns: readonly string[]): Param<string> => ({
  doc: `The column to sort by: ${columns.join(', ')}; with - in front from the last to the first.`,
  read(given, name) {
    if (given === undefined || given === '') return fallback;
    if (!columns.includes(given.replace(/^-/, '')))
      throw new PageError(400, `${name} is one of ${columns.join(', ')}, not “${given}”`);
    return given;
  },
});

/** Reads the parameters of a page. Of one that is given twice the first counts, save for `ids`; unknown ones are ignored. */
export function readParams<Table extends ParamTable>(
  table: Table,
  query: URLSearchParams,
): ParamValues<Table> {
  const values = Object.entries(table).map(([name, param]) => [
    name,
    param.read(query.get(name) ?? undefined, name, query.getAll(name)),
  ]);
  return Object.fromEntries(values) as ParamValues<Table>;
}

function idOf(given: string, name: string): number {
  if (!/^\d+$/.test(given)) throw new PageError(400, `${name} takes a number, not “${given}”`);
  const number = Number(given);
  if (number > LARGEST_ID) throw new PageError(404, `There is nothing with the number ${given}`);
  return number;
}

/** Parameters of an address. */
export type LinkParams = Readonly<Record<string, string | number | readonly (string | number)[] | undefined>>;

/** An address relative to the pages: the page's name and those parameters that have a value; of a list, each. */
export function link(page: string, params: LinkParams = {}, anchor = ''): string {
  const query = Object.entries(params)
    .flatMap(([name, value]) =>
      typeof value === 'object' ? value.map((one) => [name, one] as const) : [[name, value] as const],
    )
    .filter((entry): entry is [string, string | number] => entry[1] !== undefined && entry[1] !== '')
    .map(([name, value]) => `${name}=${encodeURIComponent(value).replace(/%2F/g, '/')}`)
    .join('&');
  return `${page}${query && `?${query}`}${anchor && `#${anchor}`}`;
}
