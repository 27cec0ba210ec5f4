import { dayOfEpoch, dayOfJulian, SECONDS_PER_DAY } from './calendar.js';
import { abbreviationOf } from './abbreviations.js';
import { splitFields, type Field } from './fields.js';
import type { Moment } from './moment.js';
import { DATE, give, leadingInteger, noParts, PART, type Parts } from './parts.js';
import { readDate, readDateNumber, readRunTogether } from './read-date.js';
import { readOffset, readTimeOfDay, setMicrosOfDay, setTimeOfDay } from './read-time-of-day.js';
import { settleMoment, type Wording } from './settle-moment.js';
import { TimeMistake, unreadable } from './unreadable-time.js';
import { meaningOf, type Meaning, type ReservedWord } from './words.js';
import { abbreviatedZone, namedZone, type Zone } from './zones.js';

/**
 * Reads a time in any form that PostgreSQL takes for a `timestamptz`, in a session in UTC with months before days. Callers
 * of Koji may write whatever its database reads, so both engines have to read the same. Throws UnreadableTime.
 * @param clock What `now`, `today` and their like go by: milliseconds since 1970.
 */
export function readMoment(text: string, clock: () => number = Date.now): Moment {
  try {
    return new Reading(clock).read(splitFields(text, (word) => meaningOf(word) !== undefined));
  } catch (error) {
    throw error instanceof TimeMistake ? unreadable(text, error) : error;
  }
}

/** One time while it is read, field by field. */
class Reading implements Wording {
  private readonly parts: Parts = noParts();
  /** A word that says what the next field is. */
  private expected: 'julian' | 'timeMark' | undefined;
  private result: 'epoch' | 'infinity' | '-infinity' | undefined;
  private isNow = false;
  beforeChrist = false;
  afternoon: boolean | undefined;
  isJulian = false;
  zone: Zone | number = 0;

  constructor(private readonly clock: () => number) {}

  read(fields: readonly Field[]): Moment {
    for (const field of fields) this.readField(field);
    if (this.expected !== undefined) throw new TimeMistake('format');
    if (this.result === 'epoch') return { seconds: 0, micros: 0 };
    if (this.result !== undefined) return this.result;
    const moment = settleMoment(this.parts, this);
    return this.isNow && fields.length === 1 ? { ...moment, isNow: true } : moment;
  }

  private readField(field: Field): void {
    switch (field.kind) {
      case 'date':
        return this.readDateField(field.text);
      case 'time':
        this.takeExpected('timeMark');
        return readTimeOfDay(this.parts, field.text);
      case 'zone':
        return this.setZone(readOffset(field.text));
      case 'number':
        return this.readNumber(field.text);
      case 'word':
      case 'signed':
        return this.readWord(field.text);
      default:
        return field.kind satisfies never;
    }
  }

  private readDateField(text: string): void {
    if (this.expected === 'julian') {
      const { value, rest } = leadingInteger(text);
      this.expected = undefined;
      const offset = readOffset(rest);
      this.setJulianDay(value);
      give(this.parts, PART.time);
      return this.setZone(offset);
    }
    const needed = PART.month | PART.day;
    const haveDate = (this.parts.given & needed) === needed;
    if (this.expected === undefined && !haveDate) return readDate(this.parts, text);
    if (this.expected === undefined && !/^\d/.test(text)) {
      const zone = namedZone(text);
      if (zone === undefined) throw new TimeMistake('zone', text);
      return this.setZone(zone);
    }
    this.expected = undefined;
    const dash = text.indexOf('-');
    if ((this.parts.given & PART.time) !== 0 || dash < 0) throw new TimeMistake('format');
    const offset = readOffset(text.slice(dash));
    readRunTogether(this.parts, text.slice(0, dash));
    this.setZone(offset);
  }

  private readNumber(text: string): void {
    const { parts, expected } = this;
    this.expected = undefined;
    if (expected === 'julian') {
      const { value, rest } = leadingInteger(text);
      this.setJulianDay(value);
      if (rest !== '') this.setFractionOfDay(rest);
      return;
    }
    if (expected === 'timeMark') return readRunTogether(parts, text, parts.given | DATE);
    const point = text.indexOf('.');
    const incomplete = (parts.given & DATE) === 0 || (parts.given & PART.time) === 0;
    if (point >= 0 && (parts.given & DATE) === 0) return readDate(parts, text);
    if (point > 2 || (text.length >= 6 && incomplete)) return readRunTogether(parts, text);
    readDateNumber(parts, text);
  }

  private readWord(word: string): void {
    const abbreviation = abbreviationOf(word);
    const meaning = meaningOf(word);
    if (abbreviation === undefined && meaning !== undefined) return this.readMeaning(meaning);
    if (abbreviation?.isSummer) give(this.parts, PART.summer);
    if (typeof abbreviation?.meaning === 'string') give(this.parts, PART.placeOfZone);
    const zone = abbreviation === undefined ? namedZone(word) : abbreviatedZone(word, abbreviation);
    if (zone === undefined) throw new TimeMistake('format');
    this.setZone(zone);
  }

  private readMeaning(meaning: Meaning): void {
    const { parts } = this;
    switch (meaning.kind) {
      case 'ignored':
        return;
      case 'reserved':
        return this.readReserved(meaning.word);
      case 'month':
        return this.setMonthWord(meaning.month);
      case 'era':
        give(parts, PART.era);
        this.beforeChrist = meaning.beforeChrist;
        return;
      case 'half':
        give(parts, PART.half);
        this.afternoon = meaning.afternoon;
        return;
      case 'weekday':
        return give(parts, PART.weekday);
      case 'daylight':
        give(parts, PART.summer | PART.daylightWord);
        if (typeof this.zone === 'number') this.zone += 3600;
        return;
      case 'julian':
        return this.expect('julian');
      case 'timeMark':
        if ((parts.given & DATE) !== DATE) throw new TimeMistake('format');
        return this.expect('timeMark');
      case 'unit':
        throw new TimeMistake('format');
      default:
        return meaning satisfies never;
    }
  }

  private readReserved(word: ReservedWord): void {
    const { parts } = this;
    const milliseconds = this.clock();
    const today = Math.floor(milliseconds / 1000 / SECONDS_PER_DAY);
    switch (word) {
      case 'epoch':
      case 'infinity':
      case '-infinity':
        give(parts, DATE | PART.time | PART.zone);
        this.result = word;
        return;
      case 'allballs':
        give(parts, PART.time | PART.zone);
        return setTimeOfDay(parts, 0, 0, 0);
      case 'now': {
        give(parts, DATE | PART.time | PART.zone);
        Object.assign(parts, dayOfEpoch(today));
        setMicrosOfDay(parts, Math.floor((milliseconds - today * SECONDS_PER_DAY * 1000) * 1000));
        this.isNow = true;
        return;
      }
      case 'yesterday':
      case 'today':
      case 'tomorrow':
        give(parts, DATE);
        Object.assign(parts, dayOfEpoch(today + { yesterday: -1, today: 0, tomorrow: 1 }[word]));
        return;
      default:
        return word satisfies never;
    }
  }

  /** A number before the word, taken for the month, was the day. */
  private setMonthWord(month: number): void {
    const { parts } = this;
    const numbered = (parts.given & PART.month) !== 0 && !parts.monthIsWord && (parts.given & PART.day) === 0;
    if (numbered && parts.month >= 1 && parts.month <= 31) {
      give(parts, PART.day);
      parts.day = parts.month;
    } else give(parts, PART.month);
    parts.monthIsWord = true;
    parts.month = month;
  }

  private setZone(zone: Zone | number): void {
    give(this.parts, PART.zone);
    this.zone = zone;
  }

  private setJulianDay(number: number): void {
    give(this.parts, DATE);
    Object.assign(this.parts, dayOfJulian(number));
    this.isJulian = true;
  }

  private setFractionOfDay(fraction: string): void {
    if (!/^\.\d*$/.test(fraction)) throw new TimeMistake('format');
    give(this.parts, PART.time);
    setMicrosOfDay(this.parts, Math.round(Number(`0${fraction}`) * SECONDS_PER_DAY * 1e6));
  }

  private expect(what: 'julian' | 'timeMark'): void {
    if (this.expected !== undefined) throw new TimeMistake('format');
    this.expected = what;
  }

  /** A field may only follow a word that announces its kind. */
  private takeExpected(what: 'julian' | 'timeMark'): void {
    if (this.expected !== undefined && this.expected !== what) throw new TimeMistake('format');
    this.expected = undefined;
  }
}
