import sql from 'sql-template-tag';
import { DateTime, double, Double, GenericError } from '@kojikit/protocol';
import { isOnCalendar, isOnClock } from '../db/times/calendar.js';
import type { Context } from '../rpc/context.js';
import { findUserStrictly } from '../users/index.js';
import { announceBuildChange } from './change-build-state.js';
import { getBuild } from './find-build.js';

/** Gives a build another owner. */
export async function setBuildOwner(ctx: Context, info: unknown, user: unknown): Promise<void> {
  const build = await getBuild(ctx, info);
  const owner = (await findUserStrictly(ctx, user)).id;
  const change = { attribute: 'owner_id', old: build.owner_id, new: owner };
  await announceBuildChange(ctx, change, build, async () => {
    await ctx.db.update('build', { owner }, sql`id = ${build.id}`);
    return build;
  });
}

/**
 * Sets when a build was completed, in seconds since 1970 or as a date of the wire, which is UTC.
 * Throws GenericError `Invalid type for timestamp` or `Invalid time: <date>`.
 */
export async function setBuildTimestamp(ctx: Context, info: unknown, time: unknown): Promise<void> {
  const build = await getBuild(ctx, info);
  const seconds = secondsOf(time);
  const change = { attribute: 'completion_ts', old: build.completion_ts, new: double(seconds) };
  await announceBuildChange(ctx, change, build, async () => {
    await ctx.db.update('build', { completion_time: ctx.db.dialect.moment(seconds) }, sql`id = ${build.id}`);
    return getBuild(ctx, build.id);
  });
}

function secondsOf(time: unknown): number {
  if (typeof time === 'number') return time;
  if (time instanceof Double) return time.value;
  // Python's booleans are numbers.
  if (typeof time === 'boolean') return time ? 1 : 0;
  if (!(time instanceof DateTime)) throw new GenericError('Invalid type for timestamp');
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d):(\d\d):(\d\d)$/.exec(String(time));
  if (parts === null) throw new GenericError(`Invalid time: ${String(time)}`);
  const [year, month, day, hour, minute, second] = parts.slice(1).map(Number);
  if (!isOnClock(hour!, minute!, second!) || !isOnCalendar({ year: year!, month: month!, day: day! })) {
    throw new GenericError(`Invalid time: ${String(time)}`);
  }
  return Date.UTC(year!, month! - 1, day, hour, minute, second) / 1000;
}
