/*
 * Seconds since 1970 from the text of a timestamp, as a session in UTC shows it: `2026-01-02 03:04:05.12+00`, with ` BC` behind it for
 * years before 1. They are what `date_part('epoch', …)` answers: whole microseconds divided by a million.
 */

const ZERO = 0x30;
const DASH = 0x2d;
const DOT = 0x2e;
const C = 0x43;
/** Of `2026-01-02 03:04:05`. */
const PLAIN = 19;
const DAY = 86_400;
const MILLION = 1_000_000;

/** The number of seconds; `infinity` and `-infinity` are numbers too. Throws for what is no timestamp. */
export function readSeconds(bytes: Buffer, from: number, to: number): number {
  if (!isPlain(bytes, from, to)) return unusualSeconds(bytes.toString('latin1', from, to));
  return (plainSeconds(bytes, from) * MILLION + fractionOf(bytes, from, to)) / MILLION;
}

/** Digits of seconds, which the next ones are written over. */
export const digits = Buffer.alloc(32);

/**
 * Writes the seconds to {@link digits}, as short as they are exact, and returns how many bytes these are: 0 for a moment outside of
 * the years 2001 to 2096, which most are in.
 */
export function writeSeconds(bytes: Buffer, from: number, to: number): number {
  if (!isPlain(bytes, from, to)) return 0;
  const seconds = plainSeconds(bytes, from);
  if (seconds < SHORTEST || seconds > MOST_EXACT) return 0;
  // In halves that are small whole numbers, which divide several times as fast.
  const high = Math.floor(seconds / HALF);
  writeDigits(high, 0);
  writeDigits(seconds - high * HALF, HALF_DIGITS);
  let length = 2 * HALF_DIGITS;
  let at = from + PLAIN;
  if (bytes[at] !== DOT) return length;
  do digits[length++] = bytes[at++]!;
  while (at < to && isDigit(bytes[at]!));
  return length;
}

const HALF_DIGITS = 5;
const HALF = 100_000;

function writeDigits(number: number, from: number): void {
  let rest = number | 0;
  for (let at = from + HALF_DIGITS - 1; at >= from; at -= 1) {
    const tens = (rest / 10) | 0;
    digits[at] = ZERO + rest - tens * 10;
    rest = tens;
  }
}

/** From September 2001 on seconds have ten digits. */
const SHORTEST = 1_000_000_000;
/** Below it microseconds are further apart than numbers are, so that six digits say which number it is. */
const MOST_EXACT = 4_000_000_000;

/* Of four digits for the year, and after Christ. */
function isPlain(bytes: Buffer, from: number, to: number): boolean {
  return to - from >= PLAIN && bytes[from + 4] === DASH && bytes[from + 7] === DASH && bytes[to - 1] !== C;
}

/** The day that was read last, as most in a row are the same. */
let lastDate = 0;
let lastStart = 0;

function plainSeconds(bytes: Buffer, from: number): number {
  const year = two(bytes, from) * 100 + two(bytes, from + 2);
  const date = (year * 100 + two(bytes, from + 5)) * 100 + two(bytes, from + 8);
  if (date !== lastDate) {
    lastStart = DAY * daysSince1970(year, two(bytes, from + 5), two(bytes, from + 8));
    lastDate = date;
  }
  return lastStart + 3600 * two(bytes, from + 11) + 60 * two(bytes, from + 14) + two(bytes, from + 17);
}

function two(bytes: Buffer, at: number): number {
  return (bytes[at]! - ZERO) * 10 + bytes[at + 1]! - ZERO;
}

/* Microseconds behind the whole seconds. */
function fractionOf(bytes: Buffer, from: number, to: number): number {
  let at = from + PLAIN;
  if (bytes[at] !== DOT) return 0;
  let fraction = 0;
  let unit = MILLION;
  for (at += 1; at < to && isDigit(bytes[at]!); at += 1) {
    unit /= 10;
    fraction += (bytes[at]! - ZERO) * unit;
  }
  return fraction;
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= ZERO + 9;
}

const TIMESTAMP = /^(\d+)-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:\+00)?( BC)?$/;

function unusualSeconds(text: string): number {
  if (text === 'infinity') return Infinity;
  if (text === '-infinity') return -Infinity;
  const match = TIMESTAMP.exec(text);
  if (match === null) throw new Error(`not a timestamp: ${JSON.stringify(text)}`);
  const [year, month, day, hours, minutes, seconds] = match.slice(1, 7).map(Number);
  const days = daysSince1970(match[8] === undefined ? year! : 1 - year!, month!, day!);
  const whole = days * DAY + hours! * 3600 + minutes! * 60 + seconds!;
  return (whole * MILLION + Number((match[7] ?? '').padEnd(6, '0'))) / MILLION;
}

const ERA_YEARS = 400;
const ERA_DAYS = 146_097;
/** From the first of March of the year 0 to 1970. */
const BEFORE_1970 = 719_468;

/* Days of the calendar that PostgreSQL has for all times, counted in years that begin with March. */
function daysSince1970(year: number, month: number, day: number): number {
  const march = month > 2 ? year : year - 1;
  const era = Math.floor(march / ERA_YEARS);
  const inEra = march - era * ERA_YEARS;
  const inYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const days = inEra * 365 + Math.floor(inEra / 4) - Math.floor(inEra / 100) + inYear;
  return era * ERA_DAYS + days - BEFORE_1970;
}
