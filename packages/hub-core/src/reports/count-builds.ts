import sql from 'sql-template-tag';
import { BUILD_STATES, type BuildsOfDay } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import { readAll } from './read-all.js';
import { dayOf, endedOnDays, endedWithin } from './since.js';

const ENDED = [BUILD_STATES.COMPLETE, BUILD_STATES.FAILED, BUILD_STATES.CANCELED];

/** How many builds came to which end; those alone that were built here. @param days null: all of them. */
export async function countByState(
  ctx: Context,
  days: number | null,
): Promise<{ state: number; count: number }[]> {
  const { dialect } = ctx.db;
  const rows = await readAll<{ state: number; count: number }>(
    ctx,
    sql`
    SELECT state, count(*) AS count FROM build
     WHERE ${endedWithin(dialect, sql`completion_time`, days)} AND task_id IS NOT NULL
       AND ${dialect.isIn(sql`state`, ENDED)}
     GROUP BY state`,
  );
  return ENDED.map((state) => ({ state, count: rows.find((row) => row.state === state)?.count ?? 0 }));
}

/** How many builds came to which end on each of the last days; a day without has no row. */
export function listBuildDays(ctx: Context, days: number): Promise<BuildsOfDay[]> {
  const { dialect } = ctx.db;
  return readAll<BuildsOfDay>(
    ctx,
    sql`
    SELECT day, state, count(*) AS count
      FROM (SELECT ${dayOf(dialect, sql`completion_time`)} AS day, state FROM build
             WHERE ${endedOnDays(dialect, sql`completion_time`, days)}
               AND ${dialect.isIn(sql`state`, ENDED)}) AS ended
     GROUP BY day, state ORDER BY day, state`,
  );
}
