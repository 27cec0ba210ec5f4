import { isUtcName } from './time-words.js';

/** A moment of a clock on the wall. */
export interface WallTime {
  year: number;
  month: number;
  /** May lie behind the end of the month. */
  day: number;
  hour: number;
  minute: number;
  second: number;
}

const HOUR = 3_600_000;
/** Countries whose English has names for their zones: there are none in the English of others. */
const LOCALES = ['US', 'GB', 'AU', 'CA', 'IN', 'NZ', 'ZA'].map((country) => `en-${country}`);

/**
 * Seconds since 1970 of a moment of the local clock. Koji's client keeps the clock's figures and forgets the zone that
 * was written with them, but not that a zone of UTC or with an offset has no summer time: in summer, such a moment is that
 * of the local standard time.
 *
 * @param zone where the clock shows the same time twice, the name of the local zone tells which is meant
 */
export function localSeconds(wall: WallTime, zone: { name?: string; isFixed: boolean }): number {
  const date = new Date(2000, 0, 1, 12);
  date.setFullYear(wall.year, wall.month - 1, wall.day);
  date.setHours(wall.hour, wall.minute, wall.second, 0);
  const time = date.getTime();
  const name = zone.name !== undefined && isLocal(zone.name) ? zone.name : undefined;
  if (name !== undefined) return Math.floor(meant(time, name) / 1000);
  return Math.floor((zone.isFixed ? time + summerTime(date) : time) / 1000);
}

/** Milliseconds that the clock is ahead of the year's standard time. */
function summerTime(date: Date): number {
  const winter = [0, 6].map((month) => new Date(date.getFullYear(), month, 1).getTimezoneOffset());
  return (Math.max(...winter) - date.getTimezoneOffset()) * 60_000;
}

/** Whether the local clock has this name in some part of the year; UTC's own names are always UTC's. */
function isLocal(name: string): boolean {
  const year = new Date().getFullYear();
  return !isUtcName(name) && [0, 6].some((month) => hasName(new Date(year, month, 1).getTime(), name));
}

/** Of two moments an hour apart with the same figures, the one in the zone of this name. */
function meant(time: number, name: string): number {
  for (const other of [time - HOUR, time + HOUR]) {
    const sameFigures = new Date(other).toString().slice(0, 24) === new Date(time).toString().slice(0, 24);
    if (sameFigures && !hasName(time, name) && hasName(other, name)) return other;
  }
  return time;
}

function hasName(time: number, name: string): boolean {
  return LOCALES.some((locale) =>
    new Intl.DateTimeFormat(locale, { timeZoneName: 'short' })
      .formatToParts(time)
      .some(({ type, value }) => type === 'timeZoneName' && value === name),
  );
}
