/** What is wrong with a text that should be a time, as PostgreSQL's code for it. */
export const TIME_ERRORS = {
  /** No form of a time. */
  format: '22007',
  /** A form of a time with a value that no calendar or clock has. */
  range: '22008',
  /** An offset from UTC of sixteen hours or more. */
  displacement: '22009',
  /** Where a name of a time zone should stand, there is something else. */
  zone: '22023',
} as const;

/** A text that PostgreSQL would refuse as a time, with its code and its message. Callers see a fault without a code of Koji's. */
export class UnreadableTime extends RangeError {
  override readonly name = 'UnreadableTime';

  constructor(
    readonly code: (typeof TIME_ERRORS)[keyof typeof TIME_ERRORS],
    message: string,
  ) {
    super(message);
  }
}

/** What a reader of a part throws; whoever knows the whole text makes an {@link UnreadableTime} of it. */
export class TimeMistake extends Error {
  constructor(
    readonly kind: keyof typeof TIME_ERRORS,
    /** The part that is wrong, where the message names it instead of the whole. */
    readonly part?: string,
  ) {
    super(kind);
  }
}

/** The message of PostgreSQL for a mistake in a text. */
export function unreadable(text: string, { kind, part = text }: TimeMistake): UnreadableTime {
  return new UnreadableTime(TIME_ERRORS[kind], messages[kind](kind === 'zone' ? part : text));
}

const messages: Readonly<Record<keyof typeof TIME_ERRORS, (text: string) => string>> = {
  format: (text) => `invalid input syntax for type timestamp with time zone: "${text}"`,
  range: (text) => `date/time field value out of range: "${text}"`,
  displacement: (text) => `time zone displacement out of range: "${text}"`,
  zone: (text) => `time zone "${text}" not recognized`,
};
