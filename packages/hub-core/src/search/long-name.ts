import sql, { type Sql } from 'sql-template-tag';
import type { Dialect } from '../db/database.js';
import { nameInFront } from '../query/name-in-front.js';
import type { SearchType } from './search-types.js';

/**
 * A condition about things of a type of which all that meet it begin with a text, in whatever case: asked of those alone whose
 * name in front fits, so that not all of them are read.
 * @param head the text, empty where it is not known.
 */
export function whereInFront(dialect: Dialect, { inFront }: SearchType, head: string, hits: Sql): Sql {
  const named = inFront && nameInFront(dialect, head);
  return named === undefined ? hits : sql`(${inFront!(named)} AND (${hits}))`;
}
