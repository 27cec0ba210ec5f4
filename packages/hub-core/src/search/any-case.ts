import sql, { type Sql } from 'sql-template-tag';
import type { Dialect } from '../db/database.js';
import { literally } from '../query/browsing.js';
import { certainText } from './certain-text.js';

/** A condition about a text. */
export type Condition = (text: Sql) => Sql;

/**
 * Whether a text is like a pattern, in whatever case. Engines make small letters of every text first, which costs more
 * than all the rest where many are looked at: so what is not like it with any letters is left out before.
 */
export function likeInAnyCase(dialect: Dialect, pattern: string): Condition {
  const whole: Condition = (text) => dialect.like(text, pattern, { ignoreCase: true });
  const shape = shapeOf(pattern);
  return shape === undefined ? whole : (text) => sql`(${dialect.like(text, shape)} AND ${whole(text)})`;
}

/** Whether a text matches a regular expression, in whatever case; asked of those alone that have its certain text. */
export function matchesInAnyCase(dialect: Dialect, expression: string): Condition {
  const whole: Condition = (text) => dialect.matches(text, expression, { ignoreCase: true });
  const certain = certainText(expression);
  if (certain === '') return whole;
  // Two letters of the alphabet have variants beside the capital one, which not every engine knows.
  const pattern = `%${literally(certain).replace(/[ks]/gi, '_')}%`;
  const shape = shapeOf(pattern);
  const likely: Condition = (text) =>
    shape === undefined ? dialect.like(text, pattern, { ignoreCase: true }) : dialect.like(text, shape);
  return (text) => sql`(${likely(text)} AND ${whole(text)})`;
}

/** Characters without case that are enough to tell most texts apart. */
const ENOUGH = 3;

/** A pattern of LIKE with any character for each letter; undefined where little is left of it. */
function shapeOf(pattern: string): string | undefined {
  const shape = pattern.replace(/[a-z]|[^\x20-\x7e]/giu, '_');
  return shape.replace(/[%_]/g, '').length >= ENOUGH ? shape : undefined;
}
