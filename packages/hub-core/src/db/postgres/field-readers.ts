import pg from 'pg';
import { readSeconds } from './seconds.js';

/** A value of a column from the bytes of its text, which is never null. */
export type FieldReader = (bytes: Buffer, from: number, to: number) => unknown;

/** How a column goes out as XML: what needs no more than copying is told apart from what must become a value first. */
export type FieldForm = 'integer' | 'text' | 'boolean' | 'moment' | 'seconds' | 'double' | 'other';

/** How the columns of one type are read. */
export interface FieldType {
  readonly form: FieldForm;
  readonly read: FieldReader;
}

const MINUS = 0x2d;
const ZERO = 0x30;
const TRUE = 0x74;
const DOT = 0x2e;
const PLUS = 0x2b;
/** Digits that a number holds in any case. */
const SAFE_DIGITS = 15;
const MICROSECONDS = 6;

/** Whole numbers; those beyond what is exact become the nearest number. */
export function readInteger(bytes: Buffer, from: number, to: number): number {
  if (to - from > SAFE_DIGITS) return Number(bytes.toString('latin1', from, to));
  const negative = bytes[from] === MINUS;
  let value = 0;
  for (let at = negative ? from + 1 : from; at < to; at += 1) value = value * 10 + bytes[at]! - ZERO;
  return negative ? -value : value;
}

export function readText(bytes: Buffer, from: number, to: number): string {
  return bytes.toString('utf8', from, to);
}

function readNumber(bytes: Buffer, from: number, to: number): number {
  return Number(bytes.toString('latin1', from, to));
}

function readBoolean(bytes: Buffer, from: number): boolean {
  return bytes[from] === TRUE;
}

/** `2026-01-02 03:04:05.12` to `2026-01-02 03:04:05.120000`. */
function readTimestamp(bytes: Buffer, from: number, to: number): string {
  const text = bytes.toString('latin1', from, to);
  const dot = text.indexOf('.');
  return dot < 0 ? text : text.padEnd(dot + 1 + MICROSECONDS, '0');
}

/** `2026-01-02 03:04:05.12+00`, as a session in UTC shows it, to `2026-01-02 03:04:05.120000+00:00`. */
function readMoment(bytes: Buffer, from: number, to: number): string {
  return `${readTimestamp(bytes, from, to - zoneLength(bytes, to))}+00:00`;
}

/* It is always `+00`, and not last in a time before Christ, which has ` BC` behind it. */
function zoneLength(bytes: Buffer, to: number): number {
  return bytes[to - 3] === PLUS ? 3 : 0;
}

/** What makes the digits of a moment what {@link readMoment} reads, by the number of zeros that its fraction lacks. */
const MOMENT_ENDS = Array.from({ length: MICROSECONDS + 1 }, (unused, zeros) =>
  Buffer.from(`${'0'.repeat(zeros)}+00:00`),
);

/** A moment as {@link readMoment} reads it: its bytes up to some place, and what stands behind them instead of the rest. */
export function momentEnd(
  bytes: Buffer,
  from: number,
  to: number,
): { readonly place: number; readonly end: Buffer } {
  const place = to - zoneLength(bytes, to);
  let dot = place - 1;
  while (dot > from && bytes[dot] !== DOT) dot -= 1;
  const zeros = dot === from ? 0 : Math.max(MICROSECONDS - (place - dot - 1), 0);
  return { place, end: MOMENT_ENDS[zeros]! };
}

function readJson(bytes: Buffer, from: number, to: number): unknown {
  return JSON.parse(readText(bytes, from, to));
}

const integer: FieldType = { form: 'integer', read: readInteger };
const text: FieldType = { form: 'text', read: readText };
const other = (read: FieldReader): FieldType => ({ form: 'other', read });

const types = new Map<number, FieldType>([
  [16, { form: 'boolean', read: readBoolean }], // bool
  [20, integer], // int8
  [21, integer], // int2
  [23, integer], // int4
  [25, text], // text
  [1043, text], // varchar
  [700, other(readNumber)], // float4
  [701, { form: 'double', read: readNumber }], // float8
  [1700, other(readNumber)], // numeric
  [1184, { form: 'moment', read: readMoment }], // timestamp with zone
  [1114, other(readTimestamp)], // timestamp without zone
  [1082, text], // date
  [114, other(readJson)],
  [3802, other(readJson)],
]);

/** How the seconds of a timestamp become a value. */
export const secondsType: FieldType = { form: 'seconds', read: readSeconds };

/** How a column of this type becomes a value: dates stay text in Koji's form, big integers and decimals are numbers. */
export function fieldTypeOf(oid: number): FieldType {
  const known = types.get(oid);
  if (known !== undefined) return known;
  const parse = pg.types.getTypeParser(oid, 'text');
  return other((bytes, from, to) => parse(readText(bytes, from, to)));
}
