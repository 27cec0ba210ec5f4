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
