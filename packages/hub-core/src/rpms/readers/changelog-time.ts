import { GenericError, type Seconds } from '@kojikit/protocol';
import { daysSinceEpoch, isOnCalendar, isOnClock, SECONDS_PER_DAY } from '../../db/times/calendar.js';
import { isTrue } from '../../rpc/convert.js';
import { pythonType } from '../../rpc/python-names.js';
import { CallerMistake } from '../../rpc/caller-mistake.js';
import type { Reader } from '../../rpc/reader.js';

/**
 * Seconds since 1970 of a time before or after which a caller wants changelog entries: a number of them, or text with a
 * date in it, and a time of day after that. Undefined without one. Throws GenericError for other types, CallerMistake for a
 * day that no calendar has.
 */
export function changelogTime(name: string): Reader<number | undefined, Seconds | string | null> {
  return (value) => secondsOf(name, value);
}

function secondsOf(name: string, value: unknown): number | undefined {
  if (!isTrue(value)) return undefined;
  if (typeof value === 'number' && Number.isInteger(value)) return value;
  if (typeof value !== 'string') throw new GenericError(`Invalid type for ${name}: ${pythonType(value)}`);
  const date = /(\d+)-(\d+)-(\d+)/.exec(value);
  // Koji does not filter by what has no date in it.
  if (date === null) return undefined;
  const time = /(\d+):(\d+):(\d+)/.exec(value.slice(date.index + date[0].length));
  const [year, month, day] = [Number(date[1]), Number(date[2]), Number(date[3])];
  const [hour, minute, second] = [Number(time?.[1] ?? 0), Number(time?.[2] ?? 0), Number(time?.[3] ?? 0)];
  if (!isOnCalendar({ year, month, day }) || !isOnClock(hour, minute, second) || second > 59) {
    throw new CallerMistake(`there is no such time: ${value}`);
  }
  return daysSinceEpoch({ year, month, day }) * SECONDS_PER_DAY + (hour * 60 + minute) * 60 + second;
}
