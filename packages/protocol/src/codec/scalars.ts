import { Double } from './double.js';
import { MalformedXmlRpc } from './errors.js';

const INTEGER = /^[+-]?[0-9]{1,40}$/;
const DECIMAL = /^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)(e[+-]?[0-9]+)?$/i;
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** An integer: a number where JavaScript's are exact, else a bigint. */
export function parseInteger(text: string): number | bigint {
  const digits = text.trim();
  if (!INTEGER.test(digits)) throw new MalformedXmlRpc(`not an integer: ${quote(text)}`);
  const value = Number(digits);
  if (Number.isSafeInteger(value)) return value === 0 ? 0 : value;
  return BigInt(digits.startsWith('+') ? digits.slice(1) : digits);
}

/** A double: integral ones as Double, so that they are encoded as doubles again. Infinity and NaN are refused. */
export function parseDouble(text: string): number | Double {
  const digits = text.trim();
  const value = DECIMAL.test(digits) ? Number(digits) : Number.NaN;
  if (!Number.isFinite(value)) throw new MalformedXmlRpc(`not a finite double: ${quote(text)}`);
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
