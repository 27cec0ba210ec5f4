import { dayOfEpoch, SECONDS_PER_DAY } from './calendar.js';
import type { PointInTime } from './moment.js';

/** A moment in UTC: `2020-01-02 03:04:05.000006+00:00`, before year 1 with `BC`. */
export function writeMoment(moment: PointInTime): string {
  const { year } = dayOfEpoch(Math.floor(moment.seconds / SECONDS_PER_DAY));
  const rest = writeWithinYear(moment);
  return year > 0 ? `${padded(year, 4)}${rest}` : `${padded(1 - year, 4)}${rest} BC`;
}

/** What a moment in UTC has after its year: `-01-02 03:04:05.000006+00:00`. */
export function writeWithinYear({ seconds, micros }: PointInTime): string {
  const days = Math.floor(seconds / SECONDS_PER_DAY);
  const { month, day } = dayOfEpoch(days);
  const rest = seconds - days * SECONDS_PER_DAY;
  const clock = [Math.floor(rest / 3600), Math.floor(rest / 60) % 60, rest % 60];
  const time = clock.map((part) => padded(part, 2)).join(':');
  return `-${padded(month, 2)}-${padded(day, 2)} ${time}.${padded(micros, 6)}+00:00`;
}

export function padded(number: number, digits: number): string {
  return String(number).padStart(digits, '0');
}
