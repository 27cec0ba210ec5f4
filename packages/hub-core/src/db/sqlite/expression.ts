import { setFlagsFromString } from 'node:v8';
import { RefusedValue } from '../database-error.js';

/**
 * Lets this process compile expressions that run in linear time. Callers choose the expressions, and with the usual
 * engine one of them, such as `(a|a)*$`, can keep the whole process busy for hours.
 */
export function allowLinearExpressions(): void {
  setFlagsFromString('--enable-experimental-regexp-engine');
}

/** The flag of expressions that run in linear time. */
const linear = 'l';

/**
 * A regular expression as PostgreSQL would read it, for what people write in searches. Look-around, back references and
 * repetitions with large counts throw: they have no linear form.
 */
export function compileExpression(pattern: string, ignoreCase: boolean): RegExp {
  return new RegExp(translate(pattern, ignoreCase ? bothCases : (letter) => letter), linear);
}

const namedClasses: Readonly<Record<string, string | undefined>> = {
  alnum: 'a-zA-Z0-9',
  alpha: 'a-zA-Z',
  blank: ' \\t',
  digit: '0-9',
  lower: 'a-z',
  punct: '!-\\/:-@\\[-`{-~',
  space: '\\s',
  upper: 'A-Z',
  xdigit: '0-9a-fA-F',
};

/** One piece of a pattern: a named class, a range, an escape, or a single character. */
const piece =
  /\[:(?<name>\w+):\]|(?<range>[a-z]-[a-z]|[A-Z]-[A-Z])|\\(?<escape>x[\da-fA-F]{2}|u[\da-fA-F]{4}|c[a-zA-Z]|.)|./gsu;

/** The linear engine cannot ignore case by itself, so each letter stands for both of its forms. */
function translate(pattern: string, fold: (letter: string) => string): string {
  let inClass = false;
  return pattern.replace(piece, (whole: string, ...found) => {
    const { name, range, escape } = found.at(-1) as Record<string, string | undefined>;
    if (escape !== undefined) return /^[ymM]$/.test(escape) ? '\\b' : whole;
    if (name !== undefined) return classNamed(name);
    if (inClass && range !== undefined) return foldRange(range, fold);
    // Outside of a class these are plain characters: `a-b`.
    if (range !== undefined) return [...whole].map((letter) => foldAlone(letter, fold)).join('');
    if (whole === '[') inClass = true;
    else if (whole === ']') inClass = false;
    return inClass ? fold(whole) : foldAlone(whole, fold);
  });
}

function classNamed(name: string): string {
  const members = namedClasses[name];
  if (members === undefined)
    throw new RefusedValue(`Invalid regular expression: no class of characters "${name}"`);
  return members;
}

function bothCases(letter: string): string {
  const lower = letter.toLowerCase();
  const upper = letter.toUpperCase();
  return lower === upper || lower.length !== upper.length ? letter : `${lower}${upper}`;
}

function foldAlone(letter: string, fold: (letter: string) => string): string {
  const forms = fold(letter);
  return forms === letter ? letter : `[${forms}]`;
}

function foldRange(range: string, fold: (letter: string) => string): string {
  if (fold('a') === 'a') return range;
  return `${range.toLowerCase()}${range.toUpperCase()}`;
}
