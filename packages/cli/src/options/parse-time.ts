import { parsePythonFloat } from './python-numbers.js';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAY = /^(mon|tue|wed|thu|fri|sat|sun)[a-z]*$/;

interface Parts {
  year?: number;
  month?: number;
  day?: number;
  hour: number;
  minute: number;
  second: number;
}

/**
 * Reads a moment that a user typed: a time stamp, or a date and/or time of day in ISO form, with a month's name
 * (`December 31st 12:35`), or with slashes (month first unless that is impossible). Missing parts come from today,
 * a missing time of day is midnight, and the clock is the local one whatever zone is written, as Koji has it.
 *
 * @returns whole seconds since 1970 (a time stamp keeps its fraction), or `undefined` when nothing fits
 */
export function parseTime(text: string, now = new Date()): number | undefined {
  const stamp = parsePythonFloat(text);
  if (stamp !== undefined) return stamp;
  const parts = readParts(text.trim().toLowerCase());
  if (!parts) return undefined;
  const year = parts.year ?? now.getFullYear();
  const month = parts.month ?? now.getMonth() + 1;
  const day =
    parts.day ?? (parts.month === undefined ? now.getDate() : Math.min(now.getDate(), daysIn(year, month)));
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  if (parts.hour > 23 || parts.minute > 59 || parts.second > 59) return undefined;
  const date = new Date(2000, month - 1, day, parts.hour, parts.minute, parts.second);
  date.setFullYear(year, month - 1, day);
  return Math.floor(date.getTime() / 1000);
}

function daysIn(year: number, month: number): number {
  return new Date(year, month, 0).getDate();
}

function readParts(text: string): Parts | undefined {
  const parts: Parts = { hour: 0, minute: 0, second: 0 };
  let rest = ` ${text} `;
  const eat = (pattern: RegExp): RegExpExecArray | undefined => {
    const match = pattern.exec(rest);
    if (!match) return undefined;
    rest = `${rest.slice(0, match.index)} ${rest.slice(match.index + match[0].length)}`;
    return match;
  };
  const clock =
    eat(
      /[ t](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(am|pm)?(\s*(z|utc|gmt)|\s*[+-]\d{2}:?\d{2})?(?= )/,
    ) ?? eat(/ (\d{1,2})()()\s*(am|pm)(?= )/);
  if (clock) {
    parts.hour = Number(clock[1]);
    parts.minute = Number(clock[2] ?? 0);
    parts.second = Number(clock[3] ?? 0);
    if (clock[4] === 'pm' && parts.hour < 12) parts.hour += 12;
    if (clock[4] === 'am' && parts.hour === 12) parts.hour = 0;
  }
  const iso = eat(/ (\d{4})([-/.])(\d{1,2})(?:\2(\d{1,2}))?(?= )/) ?? eat(/ (\d{4})()(\d{2})(\d{2})(?= )/);
  if (iso) {
    Object.assign(parts, { year: Number(iso[1]), month: Number(iso[3]) });
    if (iso[4] !== undefined) parts.day = Number(iso[4]);
  } else {
    const numbers = eat(/ (\d{1,2})[-/.](\d{1,2})[-/.](\d{2}|\d{4})(?= )/);
    if (numbers) {
      const [first, second] = [Number(numbers[1]), Number(numbers[2])];
      Object.assign(parts, first > 12 ? { day: first, month: second } : { month: first, day: second });
      parts.year = fullYear(numbers[3] as string);
    } else if (!readWords(rest, parts)) {
      return undefined;
    } else {
      rest = '';
    }
  }
  const left = rest.split(/[\s,]+/).filter((word) => word !== '' && !WEEKDAY.test(word));
  const something = clock !== undefined || parts.year !== undefined || parts.month !== undefined;
  return left.length === 0 && something ? parts : undefined;
}

/** Dates in words, such as `sat, 3rd of march 2029`; also accepts that there is no date at all. */
function readWords(text: string, parts: Parts): boolean {
  for (const word of text
    .split(/[\s,]+/)
    .filter((part) => part !== '' && part !== 'of' && !WEEKDAY.test(part))) {
    const month = /^[a-z]{3,}\.?$/.test(word)
      ? MONTHS.findIndex((name) => word.startsWith(name) || name === word)
      : -1;
    const number = /^(\d{1,4})(st|nd|rd|th)?$/.exec(word);
    if (month >= 0) parts.month = month + 1;
    else if (!number) return false;
    else if ((number[1] as string).length > 2) parts.year = Number(number[1]);
    else if (parts.day === undefined) parts.day = Number(number[1]);
    else if (parts.year === undefined) parts.year = fullYear(number[1] as string);
    else return false;
  }
  return parts.day === undefined || parts.month !== undefined;
}

function fullYear(digits: string): number {
  const year = Number(digits);
  return digits.length > 2 ? year : year + (year < 70 ? 2000 : 1900);
}
