import { dayOfEpoch, daysOfMonth, daysSinceEpoch, SECONDS_PER_DAY } from './calendar.js';
import type { PointInTime } from './moment.js';
import { DATE, PART, type Parts } from './parts.js';
import { TimeMistake } from './unreadable-time.js';
import { utcOfLocal, type Zone } from './zones.js';

/** What words beside the numbers say of a time. */
export interface Wording {
  readonly beforeChrist: boolean;
  readonly afternoon: boolean | undefined;
  /** The day came as a Julian day number, so that its year is what it is. */
  readonly isJulian: boolean;
  /** Seconds east of UTC, or a zone that decides when the date is known. */
  readonly zone: Zone | number;
}

/** The first and last second that PostgreSQL has timestamps for. */
const FIRST_SECOND = -2_440_588 * SECONDS_PER_DAY;
const LAST_SECOND = (109_203_528 - 2_440_588) * SECONDS_PER_DAY - 1;

/** Works out the moment when all fields are read. */
export function settleMoment(parts: Parts, wording: Wording): PointInTime {
  if ((parts.given & PART.year) !== 0 && !wording.isJulian) settleYear(parts, wording);
  settleDay(parts);
  settleHour(parts, wording);
  const whole = (parts.given & DATE) === DATE;
  const strayDaylight =
    (parts.given & PART.daylightWord) !== 0 &&
    (typeof wording.zone !== 'number' || (parts.given & PART.zone) === 0);
  if (!whole || strayDaylight) throw new TimeMistake('format');
  return momentOfParts(parts, wording.zone);
}

function settleYear(parts: Parts, { beforeChrist }: Wording): void {
  if (beforeChrist || !parts.yearIsShort) {
    if (parts.year <= 0) throw new TimeMistake('range');
    if (beforeChrist) parts.year = 1 - parts.year;
  } else if (parts.year < 100) parts.year += parts.year < 70 ? 2000 : 1900;
}

function settleDay(parts: Parts): void {
  if ((parts.given & PART.dayOfYear) !== 0) {
    const first = daysSinceEpoch({ year: parts.year, month: 1, day: 1 });
    Object.assign(parts, dayOfEpoch(first + parts.dayOfYear - 1));
  }
  const { given, year, month, day } = parts;
  const monthIsWrong = (given & PART.month) !== 0 && (month < 1 || month > 12);
  const dayIsWrong = (given & PART.day) !== 0 && (day < 1 || day > 31);
  if (monthIsWrong || dayIsWrong) throw new TimeMistake('range');
  if ((given & DATE) === DATE && day > daysOfMonth(year, month)) throw new TimeMistake('range');
}

function settleHour(parts: Parts, { afternoon }: Wording): void {
  if (afternoon === undefined) return;
  if (parts.hour > 12) throw new TimeMistake('range');
  if (afternoon === (parts.hour === 12)) return;
  parts.hour = afternoon ? parts.hour + 12 : parts.hour % 12;
}

function momentOfParts(parts: Parts, zone: Zone | number): PointInTime {
  const local =
    daysSinceEpoch(parts) * SECONDS_PER_DAY + (parts.hour * 60 + parts.minute) * 60 + parts.second;
  const carried = Math.floor(parts.micros / 1e6);
  const seconds = (typeof zone === 'number' ? local - zone : utcOfLocal(local, zone)) + carried;
  if (!(seconds >= FIRST_SECOND && seconds <= LAST_SECOND)) throw new TimeMistake('range');
  return { seconds, micros: parts.micros - carried * 1e6 };
}
