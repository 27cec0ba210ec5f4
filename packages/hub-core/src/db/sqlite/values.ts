import { parameter } from '../parameter.js';

/** A value as the driver takes it. Whole numbers go as integers: the driver would bind them as `5.0`. */
export function bind(value: unknown): unknown {
  const plain = parameter(value);
  if (typeof plain === 'boolean') return plain ? 1n : 0n;
  if (typeof plain === 'number' && Number.isSafeInteger(plain)) return BigInt(plain);
  return plain;
}

/** How a column of this declared type is read, or undefined when the driver's value is right. */
export function decoderOf(declaredType: string | null): ((value: unknown) => unknown) | undefined {
  switch (declaredType?.toUpperCase()) {
    case 'BOOLEAN':
      return Boolean;
    case 'JSON':
    case 'JSONB':
      return (value) => JSON.parse(String(value)) as unknown;
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

const dateText =
  /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::(\d\d))?(?:[.,](\d{1,9}))?)?\s*(Z|UTC|[+-]\d\d(?::?\d\d)?)?$/i;

/** A point in time in stored form: seconds since 1970, or a date as text, in UTC where it names no zone. */
export function timestampOf(time: number | string): string {
  if (typeof time === 'number') {
    const micros = Math.round(time * 1e6);
    return `${isoTimestamp(Math.floor(micros / 1000)).slice(0, 23)}${String(micros - Math.floor(micros / 1000) * 1000).padStart(3, '0')}+00:00`;
  }
  const parts = dateText.exec(time.trim());
  if (parts === null) throw new RangeError(`invalid input syntax for a timestamp: "${time}"`);
  const [, day, minute = '00:00', second = '00', fraction = '', zone = 'Z'] = parts;
  const moment = Date.parse(`${day}T${minute}:${second}${offset(zone)}`);
  if (Number.isNaN(moment)) throw new RangeError(`invalid input syntax for a timestamp: "${time}"`);
  return `${isoTimestamp(moment).slice(0, 19)}.${fraction.padEnd(6, '0').slice(0, 6)}+00:00`;
}

function offset(zone: string): string {
  if (/^(Z|UTC)$/i.test(zone)) return 'Z';
  const digits = zone.replace(':', '').padEnd(5, '0');
  return `${digits.slice(0, 3)}:${digits.slice(3)}`;
}

/** JSON with the members of objects in a fixed order, so that equal values are equal texts as JSONB's are. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (key, member: unknown) => (isPlainObject(member) ? sorted(member) : member));
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sorted(object: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(object).sort(([a], [b]) => a.length - b.length || (a < b ? -1 : 1)),
  );
}
