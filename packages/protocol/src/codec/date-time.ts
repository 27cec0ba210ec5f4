import { isOfKind, markKind } from './kind-marks.js';

/** A `<dateTime.iso8601>` value. The text is kept as it came (`20200102T03:04:05`): it has no time zone. */
export class DateTime {
  static {
    markKind(this, 'DateTime');
  }

  constructor(readonly iso: string) {}

  /** True for one that another copy of this package has made, too. */
  static [Symbol.hasInstance](value: unknown): value is DateTime {
    return isOfKind(value, 'DateTime');
  }

  toString(): string {
    return this.iso;
  }

  toJSON(): string {
    return this.iso;
  }
}
