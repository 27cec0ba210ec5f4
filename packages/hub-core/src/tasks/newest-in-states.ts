import sql, { join, raw, type Sql } from 'sql-template-tag';
import { TASK_STATES } from '@kojikit/protocol';
import type { QueryOptions } from '../query/readers/query-options.js';
import type { TaskFilter } from './readers/task-filter.js';

/** Numbers of tasks that are read of each state at most: few, so that few statements are planned and kept. */
const SIZES: readonly number[] = [10, 20, 50, 100, 200, 500, 1000];

const ALL_STATES: readonly number[] = Object.values(TASK_STATES);

/**
 * The tasks to choose from where the newest or oldest of some states, of one owner, or both are wanted and nothing else is asked: those
 * of each state by themselves, as the indexes of states, and of owners and states, have them in order. To look for them among all tasks
 * takes the longer the fewer there are, and by the states or the owner alone the longer the more there are.
 *
 * How many are wanted stands in the text, about: of a limit that is a value PostgreSQL does not know whether it is short,
 * and would plan anew at every call.
 *
 * Returns undefined where something else is wanted.
 */
export function newestInStates(filter: TaskFilter, { order, limit, offset }: QueryOptions): Sql | undefined {
  if ((order !== 'id' && order !== '-id') || limit === undefined) return undefined;
  const { state, owner, decode: unused, ...others } = filter;
  if (Object.values(others).some((other) => other !== undefined)) return undefined;
  if (owner === undefined ? state === undefined : typeof owner !== 'number') return undefined;
  const states = [...new Set(state ?? ALL_STATES)].filter((one) => one !== null);
  if (states.length === 0 || states.length > ALL_STATES.length) return undefined;
  const most = SIZES.find((size) => size >= Number(limit) + Number(offset ?? 0));
  if (most === undefined) return undefined;
  const window = raw(`ORDER BY id ${order === 'id' ? 'ASC' : 'DESC'} LIMIT ${most}`);
  const ofOwner = owner === undefined ? sql`` : sql`owner = ${owner} AND `;
  const each = states.map(
    (one) => sql`SELECT * FROM (SELECT * FROM task WHERE ${ofOwner}state = ${one} ${window}) AS of_state`,
  );
  return sql`(${join(each, ' UNION ALL ')}) AS task`;
}
