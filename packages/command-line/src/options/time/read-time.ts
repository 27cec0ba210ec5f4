import { DateNumbers, type PartialDate } from './date-numbers.js';
import { splitTime } from './split-time.js';
import { HALVES, isJump, isUtcName, looksLikeZone, meaning, MONTHS, UNITS, WEEKDAYS } from './time-words.js';
import { UnreadableTime, wholeNumber } from './unreadable-time.js';

const NUMBER = /^\d+(\.\d+)?$/;
const SEPARATORS: ReadonlySet<string | undefined> = new Set(['-', '/', '.']);

/** What a text says of a moment; what it leaves out is undefined. */
export interface WrittenTime extends PartialDate {
  /** The year was written with more than two digits. */
  fullYear: boolean;
  /** 0 is Monday. */
  weekday?: number;
  hour?: number;
  minute?: number;
  second?: number;
  /** Name of the zone as it stands there. */
  zone?: string;
  /** Seconds from UTC. */
  offset?: number;
}

/**
 * Reads the parts of a moment in any order and in the usual spellings, as the Python library does that Koji's client
 * reads times with. Throws UnreadableTime.
 *
 * @param fullYear the year that two digits stand for
 */
export function readTime(text: string, fullYear: (year: number) => number): WrittenTime {
  return new TimeReader(splitTime(text), fullYear).read();
}

class TimeReader {
  private index = 0;
  private readonly date = new DateNumbers();
  private readonly found: WrittenTime = { fullYear: false };

  constructor(
    private readonly tokens: string[],
    private readonly fullYear: (year: number) => number,
  ) {}

  read(): WrittenTime {
    for (; this.index < this.tokens.length; this.index++) this.readToken(this.tokens[this.index] as string);
    return { ...this.found, ...this.date.resolve(), fullYear: this.date.fullYear };
  }

  private token(ahead: number): string | undefined {
    return this.tokens[this.index + ahead];
  }

  private readToken(token: string): void {
    const { found } = this;
    const weekday = meaning(WEEKDAYS, token);
    const month = meaning(MONTHS, token);
    const half = meaning(HALVES, token);
    if (NUMBER.test(token)) this.readNumber(token);
    else if (/^(nan|inf|infinity)$/i.test(token)) throw new UnreadableTime();
    else if (weekday !== undefined) found.weekday = weekday;
    else if (month !== undefined) this.readMonth(month + 1);
    else if (half !== undefined) found.hour = inHalf(this.clockHour(), half);
    else if (this.zoneMayStand() && found.offset === undefined && looksLikeZone(token)) this.readZone(token);
    else if (found.hour !== undefined && (token === '+' || token === '-')) this.readOffset(token);
    else if (!isJump(token)) throw new UnreadableTime();
  }

  /** `Jan-01-99`, `Jan of 01`, or the month alone. */
  private readMonth(month: number): void {
    this.date.addMonth(month);
    const separator = this.token(1);
    if (separator === '-' || separator === '/') {
      this.date.addDigits(this.token(2));
      const third = this.token(3) === separator;
      if (third) this.date.addDigits(this.token(4));
      this.index += third ? 4 : 2;
    } else if (separator === ' ' && this.token(3) === ' ' && this.token(2)?.toLowerCase() === 'of') {
      const year = this.token(4);
      if (year === undefined) return;
      if (/^\d+$/.test(year)) this.date.addDigits(String(this.fullYear(Number(year))), 'year');
      this.index += 4;
    }
  }

  private clockHour(): number {
    const { hour } = this.found;
    if (hour === undefined || hour > 12) throw new UnreadableTime();
    return hour;
  }

  private zoneMayStand(): boolean {
    return this.found.hour !== undefined && this.found.zone === undefined;
  }

  /** `UTC`, or `GMT+3`, which is west of it: the sign that follows counts the other way round. */
  private readZone(token: string): void {
    const { found } = this;
    found.zone = token;
    if (token === 'z') found.offset = 0;
    const sign = this.token(1);
    if (sign !== '+' && sign !== '-') return;
    this.tokens[this.index + 1] = sign === '+' ? '-' : '+';
    found.offset = undefined;
    if (isUtcName(token)) found.zone = undefined;
  }

  /** `-0300`, `-03:00`, `-3`, and behind it the name of the zone in parentheses. */
  private readOffset(sign: string): void {
    const digits = this.token(1) ?? '';
    let [hours, minutes]: [number, number] = [0, 0];
    if (digits.length === 4)
      [hours, minutes] = [wholeNumber(digits.slice(0, 2)), wholeNumber(digits.slice(2))];
    else if (this.token(2) === ':') {
      [hours, minutes] = [wholeNumber(digits), wholeNumber(this.token(3))];
      this.index += 2;
    } else if (digits.length <= 2) hours = wholeNumber(digits);
    else throw new UnreadableTime();
    this.found.offset = (sign === '+' ? 1 : -1) * (hours * 3600 + minutes * 60);
    const name = this.token(4) ?? '';
    const named = isJump(this.token(2)) && this.token(3) === '(' && this.token(5) === ')';
    if (named && name.length >= 3 && this.zoneMayStand() && looksLikeZone(name)) {
      this.found.zone = name;
      this.index += 4;
    }
    this.index += 1;
  }

  private readNumber(token: string): void {
    const { date, found } = this;
    const next = this.token(1);
    const { length } = token;
    const unit = this.unitPlace();
    if (
      date.length === 3 &&
      (length === 2 || length === 4) &&
      found.hour === undefined &&
      next !== ':' &&
      meaning(UNITS, next) === undefined
    ) {
      // The time behind 19990101T.
      found.hour = wholeNumber(token.slice(0, 2));
      if (length === 4) found.minute = wholeNumber(token.slice(2));
    } else if (length === 6 || (length > 6 && token.indexOf('.') === 6)) this.readSix(token);
    else if (length === 8 || length === 12 || length === 14) this.readLong(token);
    else if (unit !== undefined) this.readUnit(token, unit);
    else if (next === ':' && this.token(2) !== undefined) this.readClock(token);
    else if (SEPARATORS.has(next)) this.readDate(token, next as string);
    else if (next === undefined || isJump(next)) {
      const half = meaning(HALVES, this.token(2));
      if (half === undefined) date.addValue(Number(token));
      else found.hour = inHalf(Math.trunc(Number(token)), half);
      this.index += half === undefined ? 1 : 2;
    } else if (meaning(HALVES, next) !== undefined && Number(token) < 24) {
      found.hour = inHalf(Math.trunc(Number(token)), meaning(HALVES, next) as number);
      this.index += 1;
    } else if (date.couldBeDay(Number(token))) date.addValue(Number(token));
    else throw new UnreadableTime();
  }

  /** YYMMDD where there is no date yet, else HHMMSS with its fraction. */
  private readSix(token: string): void {
    const pairs = [token.slice(0, 2), token.slice(2, 4), token.slice(4)];
    if (this.date.length === 0 && !token.includes('.')) for (const pair of pairs) this.date.addDigits(pair);
    else {
      this.found.hour = wholeNumber(pairs[0]);
      this.found.minute = wholeNumber(pairs[1]);
      this.found.second = wholeSeconds(pairs[2] as string);
    }
  }

  /** YYYYMMDD, with hhmm or hhmmss. */
  private readLong(token: string): void {
    this.date.addDigits(token.slice(0, 4), 'year');
    this.date.addDigits(token.slice(4, 6));
    this.date.addDigits(token.slice(6, 8));
    if (token.length === 8) return;
    this.found.hour = wholeNumber(token.slice(8, 10));
    this.found.minute = wholeNumber(token.slice(10, 12));
    if (token.length === 14) this.found.second = wholeNumber(token.slice(12));
  }

  /** Where the word stands that says whether this number is hours, minutes or seconds, from here. */
  private unitPlace(): number | undefined {
    const isUnit = (ahead: number): boolean => meaning(UNITS, this.token(ahead)) !== undefined;
    if (isUnit(1)) return 1;
    if (this.token(1) === ' ' && isUnit(2)) return 2;
    if (isUnit(-1)) return -1;
    const isLast = this.index > 1 && this.index === this.tokens.length - 1;
    return isLast && this.token(-1) === ' ' && isUnit(-2) ? -2 : undefined;
  }

  /** `12h`, `12 h`, or the `04` of `12h04`. */
  private readUnit(token: string, place: number): void {
    const unit = (meaning(UNITS, this.token(place)) ?? 0) + (place < 0 ? 1 : 0);
    if (place > 0) this.index += place;
    if (unit === 0) {
      this.found.hour = Math.trunc(Number(token));
      const minutes = sixtieths(token);
      if (hasFraction(token)) this.found.minute = minutes;
    } else if (unit === 1) this.readMinutes(token);
    else if (unit === 2) this.found.second = wholeSeconds(token);
  }

  private readMinutes(token: string): void {
    if (!NUMBER.test(token)) throw new UnreadableTime();
    this.found.minute = Math.trunc(Number(token));
    this.found.second = hasFraction(token) ? sixtieths(token) : undefined;
  }

  /** HH:MM, with seconds and their fraction. */
  private readClock(token: string): void {
    this.found.hour = Math.trunc(Number(token));
    this.readMinutes(this.token(2) ?? '');
    const seconds = this.token(3) === ':' ? this.token(4) : undefined;
    if (seconds !== undefined) this.found.second = wholeSeconds(seconds);
    this.index += seconds === undefined ? 2 : 4;
  }

  /** Two or three numbers or names with a sign between. */
  private readDate(token: string, separator: string): void {
    this.date.addDigits(token);
    const second = this.token(2);
    this.index += 1;
    if (second === undefined || isJump(second)) return;
    this.readMember(second, /^\d+$/.test(second));
    this.index += 1;
    // Counted from where the index is by now.
    if (this.token(1) !== separator) return;
    const third = this.token(2);
    if (third === undefined) throw new UnreadableTime();
    this.readMember(third, meaning(MONTHS, third) === undefined);
    this.index += 2;
  }

  private readMember(token: string, isNumber: boolean): void {
    if (isNumber) return this.date.addDigits(token);
    const month = meaning(MONTHS, token);
    if (month === undefined) throw new UnreadableTime();
    this.date.addMonth(month + 1);
  }
}

function inHalf(hour: number, half: number): number {
  if (half === 1) return hour < 12 ? hour + 12 : hour;
  return hour === 12 ? 0 : hour;
}

const hasFraction = (token: string): boolean => /\.\d*[1-9]/.test(token);

/** The fraction of a number in sixtieths. */
function sixtieths(token: string): number {
  const digits = token.split('.')[1] ?? '';
  return Number((60n * BigInt(digits === '' ? 0 : digits)) / 10n ** BigInt(digits.length));
}

function wholeSeconds(token: string): number {
  if (!NUMBER.test(token)) throw new UnreadableTime();
  return Math.trunc(Number(token));
}
