import { Double } from './double.js';
import { MalformedXmlRpc } from './errors.js';

/* As Python reads them: underscores between digits, and no more digits than it converts. */
const INTEGER = /^[+-]?[0-9]+(_[0-9]+)*$/;
const DECIMAL =
  /^[+-]?([0-9]+(_[0-9]+)*\.?([0-9]+(_[0-9]+)*)?|\.[0-9]+(_[0-9]+)*)(e[+-]?[0-9]+(_[0-9]+)*)?$/i;
const NOT_FINITE = /^([+-]?)(?:(nan)|inf(?:inity)?)$/i;
const MOST_DIGITS = 4300;
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** An integer: a number where JavaScript's are exact, else a bigint. */
export function parseInteger(text: string): number | bigint {
  const digits = text.trim();
  if (digits.length > MOST_DIGITS || !INTEGER.test(digits)) {
    throw new MalformedXmlRpc(`not an integer: ${quote(text)}`);
  }
  const plain = digits.replaceAll('_', '');
  const value = Number(plain);
  if (Number.isSafeInteger(value)) return value === 0 ? 0 : value;
  return BigInt(plain.startsWith('+') ? plain.slice(1) : plain);
}

/**
 * A double: integral ones as Double, so that they are encoded as doubles again. NaN and the infinities are written in
 * words, and what is too large is infinite.
 */
export function parseDouble(text: string): number | Double {
  const digits = text.trim();
  const words = NOT_FINITE.exec(digits);
  if (words !== null) return words[2] !== undefined ? Number.NaN : words[1] === '-' ? -Infinity : Infinity;
  if (!DECIMAL.test(digits)) throw new MalformedXmlRpc(`not a double: ${quote(text)}`);
  const value = Number(digits.replaceAll('_', ''));
  return Number.isInteger(value) ? new Double(value) : value;
}

export function parseBoolean(text: string): boolean {
  if (text === '1') return true;
  if (text === '0') return false;
  throw new MalformedXmlRpc(`not a boolean: ${quote(text)}`);
}

export function parseBase64(text: string): Buffer {
  const digits = text.replace(/\s+/g, '');
  if (digits.length % 4 !== 0 || !BASE64.test(digits)) throw new MalformedXmlRpc('not base64');
  return Buffer.from(digits, 'base64');
}

const quote = (text: string) => JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
