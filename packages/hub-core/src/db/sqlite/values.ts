import { jsonText } from '../json-text.js';
import { parameter } from '../parameter.js';
import { dayOfEpoch, SECONDS_PER_DAY } from '../times/calendar.js';
import type { Moment } from '../times/moment.js';
import { isOfFourDigits } from '../times/moment-of.js';
import { padded, writeMoment, writeWithinYear } from '../times/write-moment.js';

/** A value as the driver takes it. Whole numbers go as integers: the driver would bind them as `5.0`. */
export function bind(value: unknown): unknown {
  const plain = parameter(value);
  if (typeof plain === 'boolean') return plain ? 1n : 0n;
  if (typeof plain === 'number' && Number.isSafeInteger(plain)) return BigInt(plain);
  // The engine has no larger integers; beside any that it has, a number of about that size compares alike.
  if (typeof plain === 'bigint' && BigInt.asIntN(64, plain) !== plain) return Number(plain);
  return plain;
}

/** How a column of this declared type is read, or undefined when the driver's value is right. */
export function decoderOf(declaredType: string | null): ((value: unknown) => unknown) | undefined {
  switch (declaredType?.toUpperCase()) {
    case 'BOOLEAN':
      return Boolean;
    case 'JSON':
    case 'JSONB':
      return (value): unknown => JSON.parse(String(value));
    case 'TIMESTAMPTZ':
      // Stored to the microsecond, so that moments compare as text; Koji shows whole seconds without a fraction.
      return (value) => String(value).replace('.000000+', '+');
    default:
      return undefined;
  }
}

/** Milliseconds since 1970 in the form in which every timestamp is stored, to the microsecond. */
export function isoTimestamp(milliseconds: number): string {
  const whole = Math.floor(milliseconds);
  const micros = Math.floor((milliseconds - whole) * 1000);
  const text = new Date(whole).toISOString();
  return `${text.slice(0, 10)} ${text.slice(11, 23)}${String(micros).padStart(3, '0')}+00:00`;
}

/**
 * A moment in the form that is stored, and so ordered as text. Years that are not of four digits are only compared with:
 * those before year 1 begin with a slash, which stands before all digits, those after 9999 with a colon, after them.
 */
export function storedMoment(moment: Moment): string {
  if (typeof moment === 'string') return moment;
  if (isOfFourDigits(moment.seconds)) return writeMoment(moment);
  const { year } = dayOfEpoch(Math.floor(moment.seconds / SECONDS_PER_DAY));
  const sorted = year > 0 ? `:${padded(year, 6)}` : `/${padded(year + 10_000, 6)}`;
  return sorted + writeWithinYear(moment);
}

/** JSON with the members of objects in a fixed order, so that equal values are equal texts as JSONB's are. */
export function canonicalJson(value: unknown): string {
  return jsonText(value, (member) => (isPlainObject(member) ? sorted(member) : member));
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sorted(object: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(object).sort(([a], [b]) => a.length - b.length || (a < b ? -1 : 1)),
  );
}
