import { RE2JS, RE2JSException } from 're2js';
import { RefusedValue } from '../database-error.js';

/**
 * A regular expression as PostgreSQL would read it, for what people write in searches. Callers choose the expressions,
 * so it runs in linear time: with the engine of the language one of them, such as `(a|a)*$`, can keep the whole process
 * busy for hours. Throws RefusedValue for look-around, back references and large counts, which have no linear form, and
 * for what is no expression.
 */
export function compileExpression(pattern: string, ignoreCase: boolean): RE2JS {
  try {
    return RE2JS.compile(translate(pattern), RE2JS.DOTALL | (ignoreCase ? RE2JS.CASE_INSENSITIVE : 0));
  } catch (error) {
    if (error instanceof RE2JSException) throw refused(error.message);
    throw error;
  }
}

/** One piece of a pattern: an escape, an edge of a word, or a single character. */
const piece = /\\(x[\da-fA-F]+|u[\da-fA-F]{4}|U[\da-fA-F]{8}|c.|.)|(\[\[:[<>]:\]\])|./gsu;

/** What PostgreSQL's escapes are called here; those that are not listed mean the same, or nothing. */
const escapes: Readonly<Record<string, string | undefined>> = {
  a: '\\a',
  b: '\\x08',
  B: '\\\\',
  e: '\\x1b',
  m: '\\b',
  M: '\\b',
  y: '\\b',
  Y: '\\B',
  Z: '\\z',
};
const sameEscapes = /^(?:[AdDfnrsStvwW\d]|[^a-zA-Z\d])$/su;

function translate(pattern: string): string {
  return pattern.replace(piece, (whole: string, escape: string | undefined, word: string | undefined) => {
    if (word !== undefined) return '\\b';
    if (escape === undefined || sameEscapes.test(escape)) return whole;
    const meant = escapes[escape] ?? characterOf(escape);
    if (meant === undefined) throw refused(`invalid escape sequence: \`\\${escape}\``);
    return meant;
  });
}

/** The character that an escape gives by its number or as a control character. */
function characterOf(escape: string): string | undefined {
  if (/^[xuU][\da-fA-F]+$/.test(escape)) return `\\x{${escape.slice(1)}}`;
  const control = /^c(.)$/su.exec(escape)?.[1]?.codePointAt(0);
  return control === undefined ? undefined : `\\x{${(control & 0x1f).toString(16)}}`;
}

function refused(why: string): RefusedValue {
  return new RefusedValue(`Invalid regular expression: ${why}`);
}
