import { DateTime, Double, GenericError, type Seconds } from '@kojikit/protocol';
import { isOnCalendar, isOnClock } from '../../db/times/calendar.js';
import type { Reader } from '../../rpc/reader.js';

/**
 * Seconds since 1970, given so or as a date of the wire, which is UTC. Throws GenericError `Invalid type for timestamp`
 * or `Invalid time: <date>`.
 */
export const completionTime: Reader<number, Seconds | DateTime> = (value) => {
  if (typeof value === 'number') return value;
  if (value instanceof Double) return value.value;
  // Python's booleans are numbers.
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (!(value instanceof DateTime)) throw new GenericError('Invalid type for timestamp');
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d):(\d\d):(\d\d)$/.exec(String(value));
  if (parts === null) throw new GenericError(`Invalid time: ${String(value)}`);
  const [year, month, day, hour, minute, second] = parts.slice(1).map(Number);
  if (!isOnClock(hour!, minute!, second!) || !isOnCalendar({ year: year!, month: month!, day: day! })) {
    throw new GenericError(`Invalid time: ${String(value)}`);
  }
  return Date.UTC(year!, month! - 1, day, hour, minute, second) / 1000;
};
