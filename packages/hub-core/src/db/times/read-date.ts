import { DATE, give, leadingInteger, microsOf, PART, type Parts } from './parts.js';
import { setTimeOfDay } from './read-time-of-day.js';
import { TimeMistake } from './unreadable-time.js';
import { meaningOf } from './words.js';

/** Reads a date that is one piece: `2020-01-02`, `01/02/2020`, `2-jan-2020`, `2020.123`. */
export function readDate(parts: Parts, text: string): void {
  const pieces = piecesOf(text);
  // Only a month inside of this piece tells how to take its numbers.
  parts.monthIsWord = false;
  const numbers: string[] = [];
  for (const piece of pieces) {
    if (!/^[a-z]/.test(piece)) {
      numbers.push(piece);
      continue;
    }
    const meaning = meaningOf(piece);
    if (meaning?.kind !== 'month') throw new TimeMistake('format');
    give(parts, PART.month);
    parts.month = meaning.month;
    parts.monthIsWord = true;
  }
  for (const number of numbers) readDateNumber(parts, number);
  if ((parts.given & ~(PART.dayOfYear | PART.zone)) !== DATE) throw new TimeMistake('format');
}

/* One character after a piece is its separator, whatever it is. */
function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  for (let rest = text; rest !== '';) {
    const piece = /^[^a-z\d]*(\d+|[a-z]+)/.exec(rest);
    if (piece === null) throw new TimeMistake('format');
    pieces.push(piece[1]!);
    rest = rest.slice(piece[0].length + 1);
  }
  return pieces;
}

/** Reads a number that is a day, a month or a year, by what is known already; or a time of day after a whole date. */
export function readDateNumber(parts: Parts, text: string): void {
  const { value, rest } = leadingInteger(text);
  const digits = text.length - rest.length;
  if (digits === 0) throw new TimeMistake('format');
  if (rest.startsWith('.')) {
    if (digits > 2) return readRunTogether(parts, text, parts.given | DATE);
    parts.micros = microsOf(rest);
  } else if (rest !== '') throw new TimeMistake('format');

  const known = parts.given & DATE;
  if (text.length === 3 && known === PART.year && value >= 1 && value <= 366) {
    give(parts, PART.dayOfYear | PART.month | PART.day);
    parts.dayOfYear = value;
    return;
  }
  const isLong = text.length >= 3;
  switch (known) {
    case 0:
      return isLong ? setYear(parts, value, isLong) : setMonth(parts, value);
    case PART.year:
    case PART.day:
      return setMonth(parts, value);
    case PART.month:
      return parts.monthIsWord && isLong ? setYear(parts, value, isLong) : setDay(parts, value);
    case PART.month | PART.day:
      return setYear(parts, value, isLong);
    case PART.year | PART.month:
      if (!parts.monthIsWord || !isLong || !parts.yearIsShort) return setDay(parts, value);
      // `2-jan-2020`: what seemed to be the year was the day.
      setDay(parts, parts.year);
      parts.year = value;
      parts.yearIsShort = false;
      return;
    case DATE:
      return readRunTogether(parts, text);
    default:
      throw new TimeMistake('format');
  }
}

function setYear(parts: Parts, year: number, isLong: boolean): void {
  give(parts, PART.year);
  parts.year = year;
  parts.yearIsShort = !isLong;
}

function setMonth(parts: Parts, month: number): void {
  give(parts, PART.month);
  parts.month = month;
}

function setDay(parts: Parts, day: number): void {
  give(parts, PART.day);
  parts.day = day;
}

/** Reads digits that are a whole date or time of day: `20200102`, `200102`, `102030.5`, `1020`. */
export function readRunTogether(parts: Parts, text: string, given = parts.given): void {
  const point = text.indexOf('.');
  const digits = point < 0 ? text : text.slice(0, point);
  if (point >= 0) parts.micros = microsOf(text.slice(point));
  else if ((given & DATE) !== DATE && digits.length >= 6) {
    give(parts, DATE);
    parts.day = Number(digits.slice(-2));
    parts.month = Number(digits.slice(-4, -2));
    parts.year = Number(digits.slice(0, -4));
    if (digits.length === 6) parts.yearIsShort = true;
    return;
  }
  if ((given & PART.time) !== 0 || (digits.length !== 6 && digits.length !== 4)) {
    throw new TimeMistake('format');
  }
  give(parts, PART.time);
  setTimeOfDay(parts, Number(digits.slice(0, 2)), Number(digits.slice(2, 4)), Number(digits.slice(4, 6)));
}
