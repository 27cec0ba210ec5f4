import { Double } from '@kojikit/protocol';
import { kojiTables } from './migrations/koji-schema/tables.js';
import { parameter } from './parameter.js';
import { RefusedValue } from './database-error.js';
import { isSql } from './sql-part.js';

/*
 * What PostgreSQL does with a value that is stored in a column of another type, so that SQLite, which would store
 * anything, does the same: fractions are rounded, numbers become text, and what does not fit is an error.
 */

const RANGES: Readonly<Record<string, readonly [bigint, bigint]>> = {
  SMALLINT: [-(2n ** 15n), 2n ** 15n - 1n],
  INTEGER: [-(2n ** 31n), 2n ** 31n - 1n],
  serial: [-(2n ** 31n), 2n ** 31n - 1n],
  BIGINT: [-(2n ** 63n), 2n ** 63n - 1n],
};

const TRUE = /^\s*(t|tr|tru|true|y|ye|yes|on|1)\s*$/i;
const FALSE = /^\s*(f|fa|fal|fals|false|n|no|of|off|0)\s*$/i;
const WHOLE = /^\s*[+-]?\d+\s*$/;

const types = new Map(
  kojiTables.map(({ name, columns }) => [
    name,
    new Map(Object.entries(columns).map(([column, { type }]) => [column, type])),
  ]),
);

/** The value as a column of a table of Koji's keeps it. Throws RefusedValue for what is no value of it. */
export function storedValue(table: string, column: string, value: unknown): unknown {
  const type = types.get(table)?.get(column);
  // A list of one value is that value in parentheses.
  if (Array.isArray(value) && value.length === 1 && !Array.isArray(value[0])) {
    return type === undefined ? value : storedValue(table, column, value[0]);
  }
  if (type === undefined || value === null || isSql(value)) return value;
  const range = RANGES[type];
  if (range !== undefined) return integer(value, range, column);
  if (type === 'BOOLEAN') return boolean(value, column);
  if (type === 'TEXT' || type.startsWith('VARCHAR')) return text(value, type, column);
  return value;
}

function integer(value: unknown, [least, most]: readonly [bigint, bigint], column: string): number | bigint {
  const plain = parameter(value);
  let whole: bigint | undefined;
  if (typeof plain === 'bigint') whole = plain;
  else if (typeof plain === 'number' && Number.isFinite(plain)) whole = BigInt(rounded(plain));
  else if (typeof plain === 'string' && WHOLE.test(plain)) whole = BigInt(plain.trim().replace(/^\+/, ''));
  if (whole === undefined) throw new RefusedValue(`${column} must be a whole number`);
  if (whole < least || whole > most) throw new RefusedValue(`${column}: integer out of range`);
  const number = Number(whole);
  return Number.isSafeInteger(number) ? number : whole;
}

/* Halves go away from zero, as with SQL's decimals. */
function rounded(value: number): number {
  return Math.sign(value) * Math.round(Math.abs(value));
}

function boolean(value: unknown, column: string): boolean {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string' && TRUE.test(value)) return true;
  if (typeof value === 'string' && FALSE.test(value)) return false;
  throw new RefusedValue(`${column} must be true or false`);
}

/** A value as a column of text keeps it: numbers and truths as SQL writes them. Throws RefusedValue for what has no text. */
export function columnText(value: unknown, column: string): string {
  if (value instanceof Double && Number.isInteger(value.value)) return value.value.toFixed(1);
  const plain = parameter(value);
  if (plain === null || Buffer.isBuffer(plain)) throw new RefusedValue(`${column} must be text`);
  return String(plain);
}

function text(value: unknown, type: string, column: string): string {
  const stored = columnText(value, column);
  const limit = Number(/\((\d+)\)/.exec(type)?.[1] ?? Infinity);
  if (stored.trimEnd().length > limit) throw new RefusedValue(`${column}: value too long`);
  return stored;
}
