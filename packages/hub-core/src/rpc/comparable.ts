import { Double } from '@kojikit/protocol';
import { pythonRepr } from './python-names.js';
import { CallerMistake } from './caller-mistake.js';

/** What a column holds, as far as it matters to what it can be compared with. */
export type ColumnKind = 'integer' | 'bigint' | 'number' | 'text' | 'boolean' | 'time' | 'json';

type Bound = string | number | boolean | null;

/*
 * Koji hands many arguments to its database as they come. PostgreSQL compares a column with what is of its kind, and
 * with texts that can be read as such; anything else is an error, which reaches the caller as one without a fault code
 * of Koji's. SQLite would compare anything with anything, so it is decided here for both.
 */
const readers: Readonly<Record<ColumnKind, (value: unknown) => Bound | undefined>> = {
  integer: (value) => numberOf(value) ?? digits(value, 31),
  bigint: (value) => numberOf(value) ?? digits(value, 63),
  number: (value) => numberOf(value) ?? decimal(value),
  text: (value) => (typeof value === 'string' ? value : undefined),
  boolean: (value) => (typeof value === 'boolean' ? value : flag(value)),
  time: (value) => (typeof value === 'string' ? value : undefined),
  json: (value) => (typeof value === 'string' && isJson(value) ? value : undefined),
};

/**
 * The value to compare a column of this kind with; nil stays nil, which equals nothing. A list of one value is that value
 * in parentheses. Throws TypeError for what cannot be compared with it.
 */
export function comparable(kind: ColumnKind, value: unknown): Bound {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value) && value.length === 1 && !Array.isArray(value[0])) {
    return comparable(kind, value[0]);
  }
  const bound = readers[kind](value);
  if (bound === undefined) throw new CallerMistake(`not to be compared with a ${kind}: ${pythonRepr(value)}`);
  return bound;
}

/* Numbers that no such column can hold are compared all the same, and equal nothing. */
function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return Number(value);
  return value instanceof Double ? value.value : undefined;
}

function digits(value: unknown, bits: number): number | undefined {
  if (typeof value !== 'string' || !/^\s*[+-]?\d+\s*$/.test(value)) return undefined;
  const number = Number(value);
  return number < 2 ** bits && number >= -(2 ** bits) ? number : undefined;
}

function decimal(value: unknown): number | undefined {
  if (typeof value !== 'string' || !/^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(value))
    return undefined;
  return Number(value);
}

function flag(value: unknown): boolean | undefined {
  if (typeof value !== 'string') return undefined;
  if (/^\s*(t|tr|tru|true|y|ye|yes|on|1)\s*$/i.test(value)) return true;
  return /^\s*(f|fa|fal|fals|false|n|no|of|off|0)\s*$/i.test(value) ? false : undefined;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
