import { raw, type Sql } from 'sql-template-tag';

/**
 * The condition for tasks in one of these states. They are written out, since PostgreSQL plans a prepared statement for any
 * values and then has no use for an index of tasks in some states alone.
 */
export function inState(...states: readonly number[]): Sql {
  return raw(states.length === 1 ? `task.state = ${states[0]}` : `task.state IN (${states.join(', ')})`);
}
