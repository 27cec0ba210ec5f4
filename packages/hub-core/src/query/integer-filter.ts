import { pythonRepr } from '../rpc/python-names.js';

/**
 * A value to compare an integer column with: whole numbers, also as text. Anything else is an error without a fault
 * code, which is what the database answers Koji.
 */
export function integerFilter(value: unknown): number {
  if (typeof value === 'number' && Number.isInteger(value)) return value;
  if (typeof value === 'string' && /^\s*[+-]?\d+\s*$/.test(value)) return Number(value);
  throw new TypeError(`invalid value for an integer: ${pythonRepr(value)}`);
}
