import { BUILD_STATES, TASK_STATES } from '@kojikit/protocol';
import sql, { raw, type Sql } from 'sql-template-tag';
import type { Dialect } from '../db/database.js';

/*
 * States of tasks and builds stand in the text of a statement. PostgreSQL plans a prepared one for any values, and takes a state that
 * next to none is in for one that most are in: it looks through all of them, and has no use for an index of some states alone.
 */

/** The condition for tasks in one of these states. */
export function inState(...states: readonly number[]): Sql {
  return oneOf(raw('task.state'), states);
}

/** The condition for a column of states of tasks to be one of those that a caller gave; what is no state is bound. */
export function inTaskStates(dialect: Dialect, column: Sql, states: readonly (number | null)[]): Sql {
  return inStates(dialect, column, states, Object.values(TASK_STATES));
}

/** The same for the one state of builds that a caller gave. */
export function inBuildState(dialect: Dialect, column: Sql, state: number | null): Sql {
  return inStates(dialect, column, [state], Object.values(BUILD_STATES));
}

function inStates(
  dialect: Dialect,
  column: Sql,
  states: readonly (number | null)[],
  known: readonly number[],
): Sql {
  const found = known.filter((state) => states.includes(state));
  // Each state once and in one order, so that there are few texts.
  return found.length > 0 && states.every((state) => state !== null && known.includes(state))
    ? oneOf(column, found)
    : dialect.isIn(column, states);
}

function oneOf(column: Sql, states: readonly number[]): Sql {
  return sql`${column} ${raw(states.length === 1 ? `= ${states[0]}` : `IN (${states.join(', ')})`)}`;
}
