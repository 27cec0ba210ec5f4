import pg from 'pg';
import { parameter } from '../parameter.js';

/** A list bound as one array parameter. */
export class PostgresArray {
  constructor(readonly values: readonly (number | string | null)[]) {}
}

/** A parameter as it goes to the server: text, bytes or null. */
export type BoundValue = string | Buffer | null;

/** A value as the server takes it. Throws TypeError for what is no value of a column. */
export function bind(value: unknown): BoundValue {
  if (value instanceof PostgresArray) return arrayText(value.values);
  const plain = parameter(value);
  return plain === null || Buffer.isBuffer(plain) ? plain : String(plain);
}

const INT8 = 20;
const NUMERIC = 1700;
const ARRAYS = new Map([
  [INT8, 1016],
  [NUMERIC, 1231],
]);

/**
 * The type that a parameter is sent with, or 0 where the server takes it for that of the column beside it. A number
 * that is no `integer` names its type, as a number written in SQL has one: comparing it with an `integer` column finds
 * nothing where it would be refused as no value of the column. Only storing it fails.
 */
export function typeOf(value: unknown): number {
  if (value instanceof PostgresArray) {
    const types = value.values.map(typeOf);
    return ARRAYS.get(types.includes(NUMERIC) ? NUMERIC : (types.find((type) => type !== 0) ?? 0)) ?? 0;
  }
  const plain = parameter(value);
  if (typeof plain === 'bigint') return BigInt.asIntN(64, plain) === plain ? INT8 : NUMERIC;
  if (typeof plain !== 'number' || (plain | 0) === plain) return 0;
  return Number.isSafeInteger(plain) ? INT8 : NUMERIC;
}

function arrayText(values: readonly (number | string | null)[]): string {
  const items = values.map((value) =>
    typeof value !== 'string' ? String(value ?? 'NULL') : `"${value.replace(/["\\]/g, '\\$&')}"`,
  );
  return `{${items.join(',')}}`;
}

/** `2026-01-02 03:04:05.12+00`, as a session in UTC shows it, to `2026-01-02 03:04:05.120000+00:00`. */
function timestampWithZone(text: string): string {
  return `${microseconds(text.endsWith('+00') ? text.slice(0, -3) : text)}+00:00`;
}

function microseconds(text: string): string {
  const dot = text.indexOf('.');
  return dot < 0 ? text : text.padEnd(dot + 7, '0');
}

const parsers = new Map<number, (text: string) => unknown>([
  [16, (text) => text === 't'], // bool
  [20, Number], // int8
  [21, Number], // int2
  [23, Number], // int4
  [25, String], // text
  [700, Number], // float4
  [701, Number], // float8
  [1700, Number], // numeric
  [1184, timestampWithZone],
  [1114, microseconds], // timestamp without zone
  [1082, String], // date
  [114, JSON.parse],
  [3802, JSON.parse],
]);

/** How a column of this type becomes a value: dates stay text in Koji's form, big integers and decimals are numbers. */
export function parserOf(oid: number): (text: string) => unknown {
  return parsers.get(oid) ?? pg.types.getTypeParser(oid, 'text');
}
