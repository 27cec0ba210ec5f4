import sql, { raw, type Sql } from 'sql-template-tag';
import type { WholeNumber } from '../rpc/convert.js';

/**
 * The condition that selects the rows of a versioned table which hold at an event, or now without one.
 * @param alias the table's alias, from our own code; undefined when the columns need none.
 */
export function currentAt(alias: string | undefined, event: WholeNumber | null | undefined): Sql {
  const table = raw(alias === undefined ? '' : `${alias}.`);
  if (event == null) return sql`(${table}active IS TRUE)`;
  return sql`(${table}create_event <= ${event} AND (${table}revoke_event IS NULL OR ${event} < ${table}revoke_event))`;
}
