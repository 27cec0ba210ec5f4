import sql from 'sql-template-tag';
import { TASK_STATES, type TaskTimes } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import { dayOf, endedOnDays } from './since.js';
import { limitTo } from '../query/limit-to.js';

/** Tasks that are looked at: of more, some. */
const MOST_TASKS = 500_000;
/** Methods that are told of: those with the most tasks. */
const MOST_METHODS = 100;

interface Times {
  readonly waited: number[];
  readonly worked: number[];
}

/**
 * How long tasks waited for a host and worked: by method, the one with the most tasks first, or of one method by day. Tasks
 * that were canceled do not count.
 */
export async function listTaskTimes(ctx: Context, days: number, method: string | null): Promise<TaskTimes[]> {
  const groups = await readTimes(ctx, days, method);
  const told = [...groups].map(([of, { waited, worked }]) => {
    const [wait_median, wait_p90] = quantiles(waited);
    const [work_median, work_p90] = quantiles(worked);
    const day = method === null ? null : Number(of);
    return {
      method: method ?? String(of),
      day,
      count: waited.length,
      wait_median,
      wait_p90,
      work_median,
      work_p90,
    };
  });
  if (method !== null) return told.sort((a, b) => (a.day ?? 0) - (b.day ?? 0));
  return told.sort((a, b) => b.count - a.count || (a.method < b.method ? -1 : 1)).slice(0, MOST_METHODS);
}

/* SQLite has no percentiles: the times are sorted here. */
async function readTimes(
  ctx: Context,
  days: number,
  method: string | null,
): Promise<Map<string | number, Times>> {
  const { dialect } = ctx.db;
  const { epoch } = dialect;
  const ended = sql`completion_time`;
  const found = await ctx.db.many<{ of: string | number; waited: number; worked: number }>(sql`
    SELECT ${method === null ? sql`method` : dayOf(dialect, ended)} AS of,
           ${epoch(sql`start_time`)} - ${epoch(sql`create_time`)} AS waited,
           ${epoch(ended)} - ${epoch(sql`start_time`)} AS worked
      FROM task
     WHERE ${endedOnDays(dialect, ended, days)} AND start_time IS NOT NULL
       AND ${dialect.isIn(sql`state`, [TASK_STATES.CLOSED, TASK_STATES.FAILED])}
       AND ${method === null ? sql`method IS NOT NULL` : sql`method = ${method}`}
     ${limitTo(MOST_TASKS)}`);
  const groups = new Map<string | number, Times>();
  for await (const batch of Array.isArray(found) ? [found] : found) {
    for (const { of, waited, worked } of batch) {
      let times = groups.get(of);
      if (times === undefined) groups.set(of, (times = { waited: [], worked: [] }));
      times.waited.push(waited);
      times.worked.push(worked);
    }
  }
  return groups;
}

/** The median and the ninth decile, in whole seconds. */
function quantiles(seconds: readonly number[]): readonly [median: number, p90: number] {
  const sorted = Float64Array.from(seconds).sort();
  // Clocks of hosts and databases may differ: nothing took less than no time.
  const at = (share: number) => Math.max(Math.round(sorted[Math.ceil(sorted.length * share) - 1] ?? 0), 0);
  return [at(0.5), at(0.9)];
}
