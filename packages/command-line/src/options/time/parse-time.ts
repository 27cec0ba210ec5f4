import { parsePythonFloat } from '../python-numbers.js';
import { daysIn } from './date-numbers.js';
import { localSeconds } from './local-seconds.js';
import { readTime, type WrittenTime } from './read-time.js';
import { isUtcName } from './time-words.js';
import { UnreadableTime } from './unreadable-time.js';

/**
 * Reads a moment that a user typed: a time stamp, or a date and/or time of day as people and programs write them, that of
 * `date` included. Missing parts come from today, a missing time of day is midnight, and the clock is the local one
 * whatever zone is written, as Koji has it.
 *
 * @returns whole seconds since 1970 (a time stamp keeps its fraction), or `undefined` when nothing fits
 */
export function parseTime(text: string, now = new Date()): number | undefined {
  const stamp = parsePythonFloat(text);
  if (stamp !== undefined) return stamp;
  try {
    return momentOf(
      readTime(text, (year) => nearestYear(year, now.getFullYear())),
      now,
    );
  } catch (error) {
    if (error instanceof UnreadableTime) return undefined;
    throw error;
  }
}

/** Two digits are a year less than 50 years away. */
function nearestYear(year: number, thisYear: number): number {
  if (year >= 100) return year;
  const inCentury = Math.floor(thisYear / 100) * 100 + year;
  if (inCentury >= thisYear + 50) return inCentury - 100;
  return inCentury < thisYear - 50 ? inCentury + 100 : inCentury;
}

function momentOf(written: WrittenTime, now: Date): number {
  const { fullYear, ...parts } = written;
  if (Object.values(parts).every((part) => part === undefined)) throw new UnreadableTime();
  const { hour = 0, minute = 0, second = 0 } = written;
  const year =
    written.year === undefined || fullYear
      ? (written.year ?? now.getFullYear())
      : nearestYear(written.year, now.getFullYear());
  const month = written.month ?? now.getMonth() + 1;
  const day = written.day ?? Math.min(now.getDate(), daysIn(year, month));
  if (year < 1 || year > 9999 || day < 1 || day > daysIn(year, month)) throw new UnreadableTime();
  if (hour > 23 || minute > 59 || second > 59) throw new UnreadableTime();
  const later = written.day === undefined ? daysUntil(written.weekday, { year, month, day }) : 0;
  return localSeconds({ year, month, day: day + later, hour, minute, second }, zoneOf(written));
}

/** Days from a day to the next such weekday, which may be the day itself. */
function daysUntil(
  weekday: number | undefined,
  { year, month, day }: { year: number; month: number; day: number },
): number {
  if (weekday === undefined) return 0;
  const date = new Date(2000, month - 1, day);
  date.setFullYear(year, month - 1, day);
  return (weekday + 8 - date.getDay()) % 7;
}

/** What the zone that is written says of the local clock: nothing where it is unknown. */
function zoneOf({ zone, offset }: WrittenTime): { name?: string; isFixed: boolean } {
  return { name: zone, isFixed: offset !== undefined || (zone !== undefined && isUtcName(zone)) };
}
