import { escapeText, type ForbiddenCharacters } from './escape.js';
import { DateTime } from './date-time.js';
import { Double } from './double.js';
import { UnencodableValue } from './errors.js';

const HEADER = "<?xml version='1.0'?>\n";
const MAX_DEPTH = 200;
const MAX_INT = 2 ** 31 - 1;
const MIN_INT = -(2 ** 31);
const MAX_I8 = 2n ** 63n - 1n;
const MIN_I8 = -(2n ** 63n);

/**
 * A method call. Throws UnencodableValue for values without a form in XML-RPC, and for characters that XML cannot
 * carry: a call must not reach the hub with other text than was meant.
 */
export function encodeCall(method: string, params: readonly unknown[]): string {
  let out = `${HEADER}<methodCall><methodName>${escapeText(method, 'refuse')}</methodName><params>`;
  for (const param of params) out = `${encodeValue(param, `${out}<param>`, 0, 'refuse')}</param>`;
  return `${out}</params></methodCall>\n`;
}

/**
 * An answer. Throws UnencodableValue for values without a form in XML-RPC, so that it can be encoded before a commit.
 * Characters that XML cannot carry become U+FFFD; Koji sends them raw and its own clients then fail to read the
 * whole answer.
 */
export function encodeResponse(value: unknown): string {
  const out = encodeValue(value, `${HEADER}<methodResponse><params><param>`, 0, 'replace');
  return `${out}</param></params></methodResponse>\n`;
}

/** A fault as an answer. Characters that XML cannot carry become U+FFFD. */
export function encodeFault(code: number, message: string): string {
  const value = { faultCode: code, faultString: message };
  return `${encodeValue(value, `${HEADER}<methodResponse><fault>`, 0, 'replace')}</fault></methodResponse>\n`;
}

/** Appends one value to `out`. Koji's sizes: 32-bit integers as int, larger ones as i8. */
function encodeValue(value: unknown, out: string, depth: number, forbidden: ForbiddenCharacters): string {
  switch (typeof value) {
    case 'string':
      return `${out}<value><string>${escapeText(value, forbidden)}</string></value>`;
    case 'number':
      return out + encodeNumber(value);
    case 'boolean':
      return out + (value ? '<value><boolean>1</boolean></value>' : '<value><boolean>0</boolean></value>');
    case 'undefined':
      return `${out}<value><nil/></value>`;
    case 'bigint':
      return out + encodeBigInt(value);
    case 'object':
      if (value === null) return `${out}<value><nil/></value>`;
      if (Array.isArray(value)) return encodeArray(value, out, depth, forbidden);
      return encodeObject(value, out, depth, forbidden);
    default:
      throw new UnencodableValue(`cannot encode a ${typeof value} as XML-RPC`);
  }
}

function encodeArray(
  items: readonly unknown[],
  start: string,
  depth: number,
  forbidden: ForbiddenCharacters,
): string {
  if (depth >= MAX_DEPTH) throw tooDeep();
  let out = `${start}<value><array><data>`;
  for (const item of items) out = encodeValue(item, out, depth + 1, forbidden);
  return `${out}</data></array></value>`;
}

function encodeObject(value: object, out: string, depth: number, forbidden: ForbiddenCharacters): string {
  const prototype = Object.getPrototypeOf(value) as unknown;
  if (prototype === Object.prototype || prototype === null) {
    return encodeStruct(value as Record<string, unknown>, out, depth, forbidden);
  }
  if (value instanceof Double) return `${out}<value><double>${formatDouble(value.value)}</double></value>`;
  if (value instanceof Uint8Array) return `${out}<value><base64>${toBase64(value)}</base64></value>`;
  if (value instanceof DateTime) {
    return `${out}<value><dateTime.iso8601>${escapeText(value.iso, forbidden)}</dateTime.iso8601></value>`;
  }
  throw new UnencodableValue(`cannot encode an object of class ${className(value)} as XML-RPC`);
}

function encodeStruct(
  struct: Readonly<Record<string, unknown>>,
  start: string,
  depth: number,
  forbidden: ForbiddenCharacters,
): string {
  if (depth >= MAX_DEPTH) throw tooDeep();
  let out = `${start}<value><struct>`;
  for (const key of Object.keys(struct)) {
    out = `${encodeValue(struct[key], `${out}<member><name>${escapeText(key, forbidden)}</name>`, depth + 1, forbidden)}</member>`;
  }
  return `${out}</struct></value>`;
}

function encodeNumber(value: number): string {
  if (!Number.isSafeInteger(value)) return `<value><double>${formatDouble(value)}</double></value>`;
  if (value > MAX_INT || value < MIN_INT) return `<value><i8>${value}</i8></value>`;
  return `<value><int>${value}</int></value>`;
}

function encodeBigInt(value: bigint): string {
  if (value > MAX_I8 || value < MIN_I8) {
    throw new UnencodableValue(`cannot encode ${value} as XML-RPC: it needs more than 64 bits`);
  }
  return value > MAX_INT || value < MIN_INT
    ? `<value><i8>${value}</i8></value>`
    : `<value><int>${value}</int></value>`;
}

function formatDouble(value: number): string {
  if (!Number.isFinite(value)) throw new UnencodableValue(`cannot encode ${value} as XML-RPC`);
  if (Object.is(value, -0)) return '-0.0';
  const text = String(value);
  return Number.isInteger(value) && !text.includes('e') ? `${text}.0` : text;
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

function className(value: object): string {
  return (value.constructor as { name?: string } | undefined)?.name ?? 'unknown';
}

const tooDeep = () =>
  new UnencodableValue(
    `cannot encode more than ${MAX_DEPTH} levels of arrays and structs (or a value inside itself)`,
  );
