import sql, { type Sql } from 'sql-template-tag';
import type { Dialect } from '../db/database.js';

/** Dashes of a beginning that are looked at. */
const MOST_PARTS = 20;

/** Each beginning of a text that ends before a dash, and the text: the names that a name-version-release may have. */
export function namesBefore(text: string): string[] {
  const dashes = [...text.matchAll(/-/g)].map(({ index }) => text.slice(0, index));
  return [...dashes.filter((name) => name !== ''), text].slice(0, MOST_PARTS);
}

/** What a pattern of LIKE says of the beginning of a text: all before the first wildcard. */
export function headOf(pattern: string): string {
  return /^(?:\\.|[^\\%_])*/s.exec(pattern)![0].replace(/\\(.)/gs, '$1');
}

/**
 * What must be true of the name in front of a long name, such as name-version-release, for that to begin with a text in whatever
 * case: the name begins so too, or ends at one of the text's dashes. Compares `lower(name)` byte by byte, so that an index on
 * that finds the names, also where the text is not known when the query is planned. Undefined for a text without a beginning
 * of ASCII: engines disagree on other small letters.
 */
export function nameInFront(dialect: Dialect, head: string): ((name: Sql) => Sql) | undefined {
  const plain = /^[\x20-\x7e]*/.exec(head)![0].toLowerCase();
  const least = plain.split('-').slice(0, MOST_PARTS).join('-');
  if (least === '') return undefined;
  return (name) => {
    const small = dialect.bytewise(sql`lower(${name})`);
    return sql`(${dialect.isIn(small, namesBefore(least))} OR (${small} >= ${least} AND ${small} < ${following(least)}))`;
  };
}

/* The first text after all that begin with one. */
function following(text: string): string {
  return text.slice(0, -1) + String.fromCharCode(text.charCodeAt(text.length - 1) + 1);
}
