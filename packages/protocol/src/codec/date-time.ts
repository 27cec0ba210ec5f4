/** A `<dateTime.iso8601>` value. The text is kept as it came (`20200102T03:04:05`): it has no time zone. */
export class DateTime {
  constructor(readonly iso: string) {}

  toString(): string {
    return this.iso;
  }

  toJSON(): string {
    return this.iso;
  }
}
