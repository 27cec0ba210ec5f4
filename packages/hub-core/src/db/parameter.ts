import { RefusedValue } from './database-error.js';

/** What both drivers can bind as it is. */
export type Parameter = string | number | bigint | boolean | Buffer | null;

/**
 * A value as it is bound: undefined is null, a wrapped number (the wire's doubles) is the number.
 * Structs and lists are refused: they reach here only when a caller's argument was not checked. So are NaN and the
 * infinities: SQLite would store NaN as null, and nobody means a row that compares with nothing.
 */
export function parameter(value: unknown): Parameter {
  switch (typeof value) {
    case 'number':
      return finite(value);
    case 'string':
    case 'bigint':
    case 'boolean':
      return value;
    case 'undefined':
      return null;
    default:
      return objectParameter(value);
  }
}

function objectParameter(value: unknown): Parameter {
  if (value === null) return null;
  if (Buffer.isBuffer(value)) return value;
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  if (typeof value === 'object' && !(value instanceof Date)) {
    const plain: unknown = value.valueOf();
    if (typeof plain === 'number') return finite(plain);
  }
  throw new RefusedValue(`Not a value for a database column: ${Object.prototype.toString.call(value)}`);
}

function finite(value: number): number {
  if (!Number.isFinite(value)) throw new RefusedValue(`Not a value for a database column: ${value}`);
  return value;
}
