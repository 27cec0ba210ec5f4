import { GenericError, isFault } from '@kojikit/protocol';
import { bind } from '../rpc/bind.js';
import type { Context } from '../ground/context.js';
import { isStruct } from '../rpc/convert.js';
import { findMethod } from '../rpc/find-method.js';
import { assertNotNestedDeep } from './nested-names.js';
import type { FilterOptions } from './readers/named-call.js';
import { sortByMember } from './sort-by-member.js';
import { CallerMistake } from '../rpc/caller-mistake.js';

/** A call of another method, by its name. */
export interface NamedCall {
  readonly method: string;
  readonly positional: readonly unknown[];
  readonly named: Readonly<Record<string, unknown>>;
}

/**
 * How many things a method answers. Throws GenericError `Invalid method: <name>`, what the method throws, and an
 * error without a fault code of Koji's for arguments that do not fit.
 */
export async function countResults(ctx: Context, { method, positional, named }: NamedCall): Promise<number> {
  assertNotNestedDeep(method, positional);
  try {
    bind(findMethod(ctx.methods, method), positional, named);
  } catch (error) {
    if (!isFault(error, 'ParameterError')) throw error;
    throw new CallerMistake(error.message, { cause: error });
  }
  const result = await ctx.callUnchecked(method, positional, { ...named });
  if (result === null || result === undefined) return 0;
  if (Array.isArray(result)) return result.length;
  return isStruct(result) ? Object.values(result).filter((member) => member !== undefined).length : 1;
}

/**
 * Calls a method that answers a list; orders and cuts the list. `count` is
 * the length before the cut. Nil stays nil. Throws GenericError `method <name> raised an exception (<text>)` and
 * `<name>() did not return a list`.
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

const isList = (value: unknown): value is unknown[] => Array.isArray(value);

async function callOther(ctx: Context, { method, positional, named }: NamedCall): Promise<unknown> {
  try {
    return await ctx.callUnchecked(method, positional, { ...named });
  } catch (cause) {
    const text = cause instanceof Error ? cause.message : String(cause);
    throw new GenericError(`method ${method} raised an exception (${text})`, { cause });
  }
}

function applyFilter(rows: readonly unknown[], filter: FilterOptions): unknown[] {
  const { order, offset, limit, noneGreatest } = filter;
  // Koji offers to sort nil first, and fails on it.
  if (order !== null && !noneGreatest && rows.length > 0) {
    throw new CallerMistake('nil can only be sorted last');
  }
  const ordered = order === null ? rows : sortByMember(rows, order);
  return ordered.slice(offset).slice(0, limit);
}
