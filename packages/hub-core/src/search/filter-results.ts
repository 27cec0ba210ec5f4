import { GenericError, isFault } from '@kojikit/protocol';
import { position } from '../query/apply-options.js';
import { bind } from '../rpc/bind.js';
import type { Context } from '../rpc/context.js';
import { isStruct, isTrue } from '../rpc/convert.js';
import { findMethod } from '../rpc/find-method.js';
import { pythonStr } from '../rpc/python-names.js';
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
  try {
    bind(findMethod(ctx.registry, method), positional, named);
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
 * Calls a method that answers a list; orders and cuts the list as the named argument `filterOpts` says. `count` is
 * the length before the cut. Nil stays nil. Throws GenericError `method <name> raised an exception (<text>)` and
 * `<name>() did not return a list`.
 */
export async function filterResults(
  ctx: Context,
  { method, positional, named }: NamedCall,
): Promise<{ count: number; results: unknown[] | null }> {
  const { filterOpts: filter = {}, ...others } = named;
  findMethod(ctx.registry, method);
  const answer = await callOther(ctx, { method, positional, named: others });
  if (answer === null || answer === undefined) return { count: 0, results: null };
  if (!Array.isArray(answer)) throw new GenericError(`${method}() did not return a list`);
  return { count: answer.length, results: applyFilter(answer as unknown[], filter) };
}

async function callOther(ctx: Context, { method, positional, named }: NamedCall): Promise<unknown> {
  try {
    return await ctx.callUnchecked(method, positional, { ...named });
  } catch (cause) {
    const text = cause instanceof Error ? cause.message : String(cause);
    throw new GenericError(`method ${method} raised an exception (${text})`, { cause });
  }
}

function applyFilter(rows: readonly unknown[], filter: unknown): unknown[] {
  if (!isStruct(filter)) throw new CallerMistake('filterOpts must be a struct');
  const { order, offset, limit, noneGreatest = true } = filter;
  let result = [...rows];
  if (isTrue(order)) {
    if (typeof order !== 'string') throw new CallerMistake(`the order must be text, not ${pythonStr(order)}`);
    // Koji offers to sort nil first, and fails on it.
    if (!isTrue(noneGreatest) && result.length > 0) throw new CallerMistake('nil can only be sorted last');
    result = sortByMember(result, order);
  }
  if (offset !== null && offset !== undefined) result = result.slice(position('offset', offset));
  if (limit !== null && limit !== undefined) result = result.slice(0, position('limit', limit));
  return result;
}
