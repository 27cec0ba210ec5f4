import { GenericError, StreamedArray, WrittenArray } from '@kojikit/protocol';
import type { Row } from '../db/database.js';
import { Rows } from '../db/rows.js';
import type { Context } from '../ground/context.js';
import { findMethod } from '../rpc/find-method.js';
import { assertNotNestedDeep } from './nested-names.js';
import type { FilterOptions } from './readers/named-call.js';
import { placesByMember, type List } from './places-by-member.js';
import { CallerMistake } from '../rpc/caller-mistake.js';

/** A call of another method, by its name. */
export interface NamedCall {
  readonly method: string;
  readonly positional: readonly unknown[];
  readonly named: Readonly<Record<string, unknown>>;
}

/**
 * Calls a method that answers a list; orders and cuts the list. `count` is the length before the cut. Nil stays nil. Throws
 * GenericError `method <name> raised an exception (<text>)` and `<name>() did not return a list`.
 */
export async function filterResults(
  ctx: Context,
  { method, positional, named }: NamedCall,
  filter: () => FilterOptions,
): Promise<{ count: number; results: unknown[] | null }> {
  assertNotNestedDeep(method, positional);
  findMethod(ctx.methods, method);
  const answer = await callOther(ctx, { method, positional, named });
  if (answer === null || answer === undefined) return { count: 0, results: null };
  if (!isList(answer)) throw new GenericError(`${method}() did not return a list`);
  return { count: answer.length, results: applyFilter(answer, filter()) };
}

/* Rows stay as the database sent them: of many, few are answered. */
const isList = (value: unknown): value is List => Array.isArray(value) || value instanceof Rows;

async function callOther(ctx: Context, { method, positional, named }: NamedCall): Promise<unknown> {
  try {
    const answer = await ctx.callUnchecked(method, positional, { ...named });
    return answer instanceof StreamedArray ? await collected(answer) : answer;
  } catch (cause) {
    const text = cause instanceof Error ? cause.message : String(cause);
    throw new GenericError(`method ${method} raised an exception (${text})`, { cause });
  }
}

async function collected({ batches }: StreamedArray<Row>): Promise<List> {
  const rows: Rows<Row>[] = [];
  const items: Row[] = [];
  for await (const batch of batches) {
    if (batch instanceof Rows) rows.push(batch);
    else items.push(...(batch instanceof WrittenArray ? batch.values() : batch));
  }
  const [first, ...others] = rows;
  return first === undefined ? items : first.followedBy(others);
}

function applyFilter(list: List, { order, offset, limit, noneGreatest }: FilterOptions): unknown[] {
  // Koji offers to sort nil first, and fails on it.
  if (order !== null && !noneGreatest && list.length > 0) {
    throw new CallerMistake('nil can only be sorted last');
  }
  const places = order === null ? [...Array(list.length).keys()] : placesByMember(list, order);
  const wanted = places.slice(offset).slice(0, limit);
  return list instanceof Rows ? list.picked(wanted).values() : wanted.map((place) => list[place]);
}
