import type { Moment, PointInTime } from './moment.js';
import { readMoment } from './read-moment.js';
import { TimeMistake, unreadable } from './unreadable-time.js';
import { RefusedValue } from '../database-error.js';

/** The first second of year 1, and the first of year 10000: what Python's dates, and so Koji, can hold. */
const YEAR_1 = -62_135_596_800;
const YEAR_10000 = 253_402_300_800;

/**
 * The moment that a caller means: seconds since 1970, or a time as text in any of PostgreSQL's forms, in UTC where it
 * names no zone. Throws RangeError for what is no time.
 */
export function momentOf(time: number | string): Moment {
  return typeof time === 'string' ? readMoment(time) : momentOfSeconds(time);
}

/** A moment that a column may keep: a time as {@link momentOf}, but none that Koji could not read again. */
export function keptMoment(time: number | string): number | string {
  const moment = momentOf(time);
  if (typeof moment === 'string' || !isOfFourDigits(moment.seconds)) {
    throw unreadable(String(time), new TimeMistake('range'));
  }
  return time;
}

/** Whether the year of a moment is one of 1 to 9999. */
export const isOfFourDigits = (seconds: number): boolean => seconds >= YEAR_1 && seconds < YEAR_10000;

function momentOfSeconds(time: number): PointInTime {
  if (!Number.isFinite(time)) throw new RefusedValue(`cannot make a time of ${time}`);
  const whole = Math.floor(time);
  const micros = Math.round((time - whole) * 1e6);
  const seconds = micros === 1e6 ? whole + 1 : whole;
  if (!isOfFourDigits(seconds)) throw new RefusedValue(`the year of the time ${time} is out of range`);
  return { seconds, micros: micros % 1e6 };
}
