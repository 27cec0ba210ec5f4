import type { CustomTypesConfig } from 'pg';
import pg from 'pg';
import { parameter } from '../parameter.js';

/** A list bound as one array parameter. */
export class PostgresArray {
  constructor(readonly values: readonly (number | string)[]) {}
}

/** A value as the driver takes it. */
export function bind(value: unknown): unknown {
  if (value instanceof PostgresArray) return value.values.map(parameter);
  return parameter(value);
}

/** `2026-01-02 03:04:05.12+00`, as a session in UTC shows it, to `2026-01-02 03:04:05.120000+00:00`. */
function timestampWithZone(text: string): string {
  return `${microseconds(text.replace(/[+-]\d\d(:?\d\d)?$/, ''))}+00:00`;
}

function microseconds(text: string): string {
  const dot = text.indexOf('.');
  return dot < 0 ? text : text.padEnd(dot + 7, '0');
}

const parsers = new Map<number, (text: string) => unknown>([
  [20, Number], // int8
  [1700, Number], // numeric
  [1184, timestampWithZone],
  [1114, microseconds], // timestamp without zone
  [1082, String], // date
  [114, JSON.parse],
  [3802, JSON.parse],
]);

/** How columns become values: dates stay text in Koji's form, big integers and decimals are numbers. */
export const types: CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    const own = format === 'binary' ? undefined : parsers.get(oid);
    return own ?? pg.types.getTypeParser(oid, format as 'text');
  },
} as CustomTypesConfig;
