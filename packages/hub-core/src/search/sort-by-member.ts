import { Double } from '@kojikit/protocol';
import { isStruct } from '../rpc/convert.js';
import { quoted, typeName } from '../rpc/fault-text.js';
import { CallerMistake } from '../rpc/caller-mistake.js';

/**
 * Sorts structs by one member, descending with `-` in front of its name; equal ones keep their order and nil is the
 * greatest. Throws an error for a struct that lacks the member and for values that have no order among each other.
 */
export function sortByMember(rows: readonly unknown[], order: string): unknown[] {
  const descending = order.startsWith('-');
  const member = descending ? order.slice(1) : order;
  const keyed = rows.map((row) => ({ row, key: memberOf(row, member) }));
  keyed.sort((a, b) => (descending ? compare(b.key, a.key) : compare(a.key, b.key)));
  return keyed.map(({ row }) => row);
}

function memberOf(row: unknown, member: string): unknown {
  if (!isStruct(row)) throw new CallerMistake('only structs can be ordered by a member');
  if (!Object.hasOwn(row, member) || row[member] === undefined) throw new Error(quoted(member));
  const value = row[member];
  return value instanceof Double ? value.value : value;
}

function compare(a: unknown, b: unknown): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b);
  if (isNumber(a) && isNumber(b)) return Number(a) - Number(b);
  throw new CallerMistake(`'<' not supported between instances of '${typeName(a)}' and '${typeName(b)}'`);
}

/* By code point, as Koji does: comparing strings here would go by 16-bit unit. */
function compareText(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function isNumber(value: unknown): value is number | boolean {
  return typeof value === 'number' || typeof value === 'boolean';
}
