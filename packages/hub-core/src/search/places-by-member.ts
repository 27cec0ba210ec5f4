import { compareText, Double } from '@kojikit/protocol';
import type { Row } from '../db/database.js';
import { Rows } from '../db/rows.js';
import { isStruct } from '../rpc/convert.js';
import { quoted, typeName } from '../rpc/fault-text.js';
import { CallerMistake } from '../rpc/caller-mistake.js';

/** What a method has answered: any items, or rows as the database sent them. */
export type List = readonly unknown[] | Rows<Row>;

/**
 * The places of structs in their order by one member, descending with `-` in front of its name; equal ones keep their order and nil
 * is the greatest. Throws an error for a struct that lacks the member and for values that have no order among each other.
 */
export function placesByMember(list: List, order: string): number[] {
  const descending = order.startsWith('-');
  const members = membersOf(list, descending ? order.slice(1) : order);
  const keys = members.map((value) => (value instanceof Double ? value.value : value));
  const places = [...keys.keys()];
  return places.sort((a, b) => (descending ? compare(keys[b], keys[a]) : compare(keys[a], keys[b])));
}

function membersOf(list: List, member: string): unknown[] {
  if (!(list instanceof Rows)) return list.map((item) => memberOf(item, member));
  const column = list.column(member);
  if (column === undefined && list.length > 0) throw new Error(quoted(member));
  return column ?? [];
}

function memberOf(item: unknown, member: string): unknown {
  if (!isStruct(item)) throw new CallerMistake('only structs can be ordered by a member');
  if (!Object.hasOwn(item, member) || item[member] === undefined) throw new Error(quoted(member));
  return item[member];
}

function compare(a: unknown, b: unknown): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b);
  if (isNumber(a) && isNumber(b)) return Number(a) - Number(b);
  throw new CallerMistake(`'<' not supported between instances of '${typeName(a)}' and '${typeName(b)}'`);
}

function isNumber(value: unknown): value is number | boolean {
  return typeof value === 'number' || typeof value === 'boolean';
}
