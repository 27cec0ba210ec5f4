import { TimeMistake } from './unreadable-time.js';

/** Parts of a time that can be given, as bits: none may be given twice. */
export const PART = {
  year: 1,
  month: 2,
  day: 4,
  dayOfYear: 8,
  time: 16,
  zone: 32,
  /** A zone that is summer time, or the word DST beside one that is not. */
  summer: 64,
  daylightWord: 1024,
  /** An abbreviation that means the clocks of a place. */
  placeOfZone: 2048,
  half: 128,
  era: 256,
  weekday: 512,
} as const;

export const DATE = PART.year | PART.month | PART.day;

/** What has been read of a time so far. */
export interface Parts {
  /** Which parts there are. */
  given: number;
  year: number;
  month: number;
  day: number;
  dayOfYear: number;
  hour: number;
  minute: number;
  second: number;
  micros: number;
  /** The month came as a word, so that the numbers around it are day and year in any order. */
  monthIsWord: boolean;
  /** The year came with one or two digits and means one of 1970 to 2069. */
  yearIsShort: boolean;
}

export const noParts = (): Parts => ({
  given: 0,
  year: 0,
  month: 0,
  day: 0,
  dayOfYear: 0,
  hour: 0,
  minute: 0,
  second: 0,
  micros: 0,
  monthIsWord: false,
  yearIsShort: false,
});

/** Notes that parts are given. */
export function give(parts: Parts, bits: number): void {
  if ((parts.given & bits) !== 0) throw new TimeMistake('format');
  parts.given |= bits;
}

/** The whole number that a text begins with, 0 where it begins with none, and what comes after it. */
export function leadingInteger(
  text: string,
  tooLarge: 'range' | 'displacement' = 'range',
): { value: number; rest: string } {
  const digits = /^\d*/.exec(text)![0];
  const value = Number(digits);
  if (value > 0x7fff_ffff) throw new TimeMistake(tooLarge);
  return { value, rest: text.slice(digits.length) };
}

/** The millionths of `.5`; half a millionth is rounded to the even one. A point alone is nothing. */
export function microsOf(fraction: string): number {
  if (!/^\.\d*$/.test(fraction)) throw new TimeMistake('format');
  const exact = Number(`0${fraction}`) * 1e6;
  const rounded = Math.round(exact);
  return rounded - exact === 0.5 && rounded % 2 === 1 ? rounded - 1 : rounded;
}
