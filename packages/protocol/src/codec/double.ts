import { isOfKind, markKind } from './kind-marks.js';

/**
 * A number that travels as `<double>` although it may be integral. Plain integral numbers travel as `<int>`.
 *
 * Decoding answers a Double only for integral values, so that `1.0` is echoed as `1.0`; it behaves like a number in
 * arithmetic, comparisons and JSON.
 */
export class Double {
  static {
    markKind(this, 'Double');
  }

  constructor(readonly value: number) {}

  /** True for one that another copy of this package has made, too. */
  static [Symbol.hasInstance](value: unknown): value is Double {
    return isOfKind(value, 'Double');
  }

  valueOf(): number {
    return this.value;
  }

  toString(): string {
    return String(this.value);
  }

  toJSON(): number {
    return this.value;
  }
}

/** Wraps a number that must go out as `<double>`, such as a time stamp in seconds. */
export const double = (value: number): Double => new Double(value);

/** Like `double`, but keeps missing values: they go out as nil. */
export const doubleOrNull = (value: number | null | undefined): Double | null =>
  value === null || value === undefined ? null : new Double(value);

/** The plain number of what may have been decoded as a Double; other values are answered as they are. */
export const plainNumber = (value: unknown): unknown => (value instanceof Double ? value.value : value);
