import sql, { raw, type Sql } from 'sql-template-tag';
import type { WholeNumber } from '../rpc/convert.js';
import { eventId } from '../readers/index.js';

/**
 * The condition that selects the rows of a versioned table which hold at an event, or now without one.
 * @param alias the table's alias, from our own code; undefined when the columns need none.
 * Throws GenericError `Invalid event: <value>` for anything but an event id, as Koji does.
 */
export function currentAt(alias: string | undefined, event: unknown): Sql {
  const table = raw(alias === undefined ? '' : `${alias}.`);
  const id = eventOrNull(event);
  if (id === null) return sql`(${table}active IS TRUE)`;
  return sql`(${table}create_event <= ${id} AND (${table}revoke_event IS NULL OR ${id} < ${table}revoke_event))`;
}

/** The event id that a caller gave, or null for now. */
export function eventOrNull(event: unknown): WholeNumber | null {
  return event === null || event === undefined ? null : eventId(event);
}
