import sql, { join, raw, type Sql } from 'sql-template-tag';
import { TASK_STATES } from '@kojikit/protocol';
import type { QueryOptions } from '../query/readers/query-options.js';
import type { TaskFilter } from './readers/task-filter.js';

/** Numbers of tasks that are read of each state at most: few, so that few statements are planned and kept. */
const SIZES: readonly number[] = [10, 20, 50, 100, 200, 500, 1000];

/**
 * The tasks to choose from where the newest or oldest of some states are wanted and nothing else is asked: those of each
 * state by themselves, as the index of states has them in order. To look for them among all tasks takes the longer the
 * fewer there are, and by the states alone the longer the more there are.
 *
 * How many are wanted stands in the text, about: of a limit that is a value PostgreSQL does not know whether it is short,
 * and would plan anew at every call.
 *
 * Returns undefined where something else is wanted.
 */
export function newestInStates(filter: TaskFilter, { order, limit, offset }: QueryOptions): Sql | undefined {
  if ((order !== 'id' && order !== '-id') || limit === undefined || !isByStateAlone(filter)) return undefined;
  const states = [...new Set(filter.state)].filter((state) => state !== null);
  if (states.length === 0 || states.length > Object.keys(TASK_STATES).length) return undefined;
  const most = SIZES.find((size) => size >= Number(limit) + Number(offset ?? 0));
  if (most === undefined) return undefined;
  const window = raw(`ORDER BY id ${order === 'id' ? 'ASC' : 'DESC'} LIMIT ${most}`);
  const each = states.map(
    (state) => sql`SELECT * FROM (SELECT * FROM task WHERE state = ${state} ${window}) AS of_state`,
  );
  return sql`(${join(each, ' UNION ALL ')}) AS task`;
}

function isByStateAlone({ state, decode: unused, ...others }: TaskFilter): boolean {
  return state !== undefined && Object.values(others).every((other) => other === undefined);
}
