import sql, { join, type Sql } from 'sql-template-tag';
import { BUILD_STATES } from '@kojikit/protocol';
import { lookupName } from '../lookup/index.js';
import type { NameOrId } from '../readers/index.js';
import type { Context } from '../ground/context.js';

/**
 * How long builds of a package took on average, in seconds; undefined when none was built. Imported builds do not
 * count: only those of a task, of ours or of a content generator.
 * @param months only builds completed in so many months. Nil: all.
 */
export async function averageBuildDuration(
  ctx: Context,
  packageInfo: NameOrId,
  months: number | null,
): Promise<number | undefined> {
  const pkg = await lookupName(ctx, 'package', packageInfo);
  return pkg && averageDurationOf(ctx, pkg.id, months);
}

/** {@link averageBuildDuration} of the package with this id. */
export async function averageDurationOf(
  ctx: Context,
  packageId: number,
  months: number | null,
): Promise<number | undefined> {
  const { dialect } = ctx.db;
  const where: Sql[] = [
    sql`build.pkg_id = ${packageId}`,
    sql`build.state = ${BUILD_STATES.COMPLETE}`,
    sql`(build.task_id IS NOT NULL OR build.extra LIKE '%koji_task_id%')`,
  ];
  if (months !== null) {
    const since = monthsAgo(new Date(), months);
    where.push(sql`build.completion_time > ${dialect.moment(since.getTime() / 1000)}`);
  }
  return ctx.db.value<number>(sql`
    SELECT AVG(${dialect.epoch(sql`build.completion_time`)} - ${dialect.epoch(sql`events.time`)})
    FROM build JOIN events ON build.create_event = events.id
    WHERE ${join(where, ' AND ')}`);
}

/** The same day so many months before, or the last of that month when it is shorter. */
export function monthsAgo(now: Date, months: number): Date {
  const then = new Date(now);
  then.setUTCDate(1);
  then.setUTCMonth(then.getUTCMonth() - months);
  const lastDay = new Date(Date.UTC(then.getUTCFullYear(), then.getUTCMonth() + 1, 0)).getUTCDate();
  then.setUTCDate(Math.min(now.getUTCDate(), lastDay));
  return then;
}
