import { UnreadableTime, wholeNumber } from './unreadable-time.js';

type Field = 'year' | 'month' | 'day';

/** A date of which parts may be missing. */
export type PartialDate = Partial<Record<Field, number>>;

/** Days of a month. */
export function daysIn(year: number, month: number): number {
  if (month < 1 || month > 12) throw new UnreadableTime();
  const date = new Date(2000, month, 0);
  date.setFullYear(year, month, 0);
  return date.getDate();
}

/** The numbers of a date in the order in which they stand, and what is known of which of them is what. */
export class DateNumbers {
  private readonly values: number[] = [];
  private readonly places: Partial<Record<Field, number>> = {};
  /** A year was written with more than two digits. */
  fullYear = false;

  get length(): number {
    return this.values.length;
  }

  /** Takes a number as it is written: with three digits or more it is the year. */
  addDigits(digits: string | undefined, field?: Field): void {
    const value = wholeNumber(digits);
    const isYear = (digits ?? '').length > 2;
    this.add(value, isYear ? 'year' : field, isYear);
  }

  /** Takes a number that stands alone: above 100 it is the year. */
  addValue(value: number): void {
    const isYear = value > 100;
    this.add(Math.trunc(value), isYear ? 'year' : undefined, isYear);
  }

  addMonth(month: number): void {
    this.add(month, 'month', false);
  }

  /** Whether a number could be the day beside what is known. */
  couldBeDay(value: number): boolean {
    const { year, month, day } = this.places;
    if (day !== undefined) return false;
    if (month === undefined) return value >= 1 && value <= 31;
    const inYear = year === undefined ? 2000 : this.at(year);
    return value >= 1 && value <= daysIn(inYear, this.at(month));
  }

  /** Tells which number is what; the month comes first where nothing else is known. */
  resolve(): PartialDate {
    const known = Object.keys(this.places).length;
    const count = this.values.length;
    if (count > 0 && (count === known || (count === 3 && known === 2))) return this.resolveKnown();
    if (count > 3) throw new UnreadableTime();
    const { month } = this.places;
    if (count === 1 || (count === 2 && month !== undefined)) return this.resolveFew(month);
    if (count === 2) {
      if (this.at(0) > 31) return this.inOrder('year', 'month');
      return this.at(1) > 31 ? this.inOrder('month', 'year') : this.inOrder('month', 'day');
    }
    return count === 3 ? this.resolveThree(month) : {};
  }

  private add(value: number, field: Field | undefined, fullYear: boolean): void {
    if (fullYear) this.fullYear = true;
    if (field !== undefined) {
      if (this.places[field] !== undefined) throw new UnreadableTime();
      this.places[field] = this.values.length;
    }
    this.values.push(value);
  }

  private at(place: number): number {
    return this.values[place] ?? 0;
  }

  private resolveKnown(): PartialDate {
    const places = { ...this.places };
    const fields: Field[] = ['year', 'month', 'day'];
    const missing = fields.find((field) => places[field] === undefined);
    if (this.values.length === 3 && missing !== undefined) {
      const taken = Object.values(places);
      places[missing] = [0, 1, 2].find((place) => !taken.includes(place));
    }
    const found: PartialDate = {};
    for (const field of fields) {
      const place = places[field];
      if (place !== undefined) found[field] = this.at(place);
    }
    return found;
  }

  private resolveFew(monthPlace: number | undefined): PartialDate {
    const found: PartialDate = {};
    if (monthPlace !== undefined) found.month = this.at(monthPlace);
    if (monthPlace !== undefined && this.values.length === 1) return found;
    const other = this.at(monthPlace === 0 ? 1 : 0);
    return other > 31 ? { ...found, year: other } : { ...found, day: other };
  }

  private resolveThree(monthPlace: number | undefined): PartialDate {
    const [first, second] = [this.at(0), this.at(1)];
    if (monthPlace === 0) {
      return second > 31 ? this.inOrder('month', 'year', 'day') : this.inOrder('month', 'day', 'year');
    }
    if (monthPlace === 1) {
      return first > 31 ? this.inOrder('year', 'month', 'day') : this.inOrder('day', 'month', 'year');
    }
    if (monthPlace === 2) {
      return second > 31 ? this.inOrder('day', 'year', 'month') : this.inOrder('year', 'day', 'month');
    }
    if (first > 31 || this.places.year === 0) return this.inOrder('year', 'month', 'day');
    return first > 12 ? this.inOrder('day', 'month', 'year') : this.inOrder('month', 'day', 'year');
  }

  private inOrder(...fields: Field[]): PartialDate {
    return Object.fromEntries(fields.map((field, place) => [field, this.at(place)]));
  }
}
