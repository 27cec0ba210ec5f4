import sql from 'sql-template-tag';
import { TASK_STATES, type TaskTimes } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import { readAll } from './read-all.js';
import { dayOf, endedOnDays } from './since.js';

const MOST_ROWS = 500;

/**
 * How long tasks waited for a host and worked: by method, the one with the most tasks first, or of one method by day. Tasks
 * that were canceled do not count.
 */
export async function listTaskTimes(ctx: Context, days: number, method: string | null): Promise<TaskTimes[]> {
  const { dialect } = ctx.db;
  const { epoch } = dialect;
  const ended = sql`completion_time`;
  const group = method === null ? sql`method` : dayOf(dialect, ended);
  const rows = await readAll<Omit<TaskTimes, 'method' | 'day'> & { of: string | number }>(
    ctx,
    sql`
    WITH ended AS (
      SELECT ${group} AS of, ${epoch(sql`start_time`)} - ${epoch(sql`create_time`)} AS waited,
             ${epoch(ended)} - ${epoch(sql`start_time`)} AS worked
        FROM task
       WHERE ${dialect.isIn(sql`state`, [TASK_STATES.CLOSED, TASK_STATES.FAILED])} AND start_time IS NOT NULL
         AND ${endedOnDays(dialect, ended, days)} AND ${method === null ? sql`method IS NOT NULL` : sql`method = ${method}`}
    ), ranked AS (
      SELECT of, waited, worked, count(*) OVER (PARTITION BY of) AS number,
             row_number() OVER (PARTITION BY of ORDER BY waited) AS by_wait,
             row_number() OVER (PARTITION BY of ORDER BY worked) AS by_work
        FROM ended
    )
    SELECT of, max(number) AS count,
           max(CASE WHEN by_wait = (number + 1) / 2 THEN waited END) AS wait_median,
           max(CASE WHEN by_wait = (number * 9 + 9) / 10 THEN waited END) AS wait_p90,
           max(CASE WHEN by_work = (number + 1) / 2 THEN worked END) AS work_median,
           max(CASE WHEN by_work = (number * 9 + 9) / 10 THEN worked END) AS work_p90
      FROM ranked GROUP BY of
     ORDER BY ${method === null ? sql`2 DESC, 1` : sql`1`} LIMIT ${MOST_ROWS}`,
  );
  return rows.map(({ of, count, ...times }) => ({
    method: method ?? String(of),
    day: method === null ? null : Number(of),
    count,
    wait_median: whole(times.wait_median),
    wait_p90: whole(times.wait_p90),
    work_median: whole(times.work_median),
    work_p90: whole(times.work_p90),
  }));
}

/* Clocks of hosts and databases may differ: nothing took less than no time. */
const whole = (seconds: number): number => Math.max(Math.round(seconds), 0);
