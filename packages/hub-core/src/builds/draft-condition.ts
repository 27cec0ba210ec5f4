import { raw, type Sql } from 'sql-template-tag';

/**
 * The condition that selects drafts, or builds that are none.
 * @param alias the table's alias, from our own code; left out when the column needs none.
 */
export function draftCondition(draft: boolean, alias?: string): Sql {
  const column = alias === undefined ? 'draft' : `${alias}.draft`;
  return raw(`${column} IS ${draft ? '' : 'NOT '}TRUE`);
}
