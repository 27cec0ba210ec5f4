import { GenericError, StreamedArray, WrittenArray } from '@kojikit/protocol';
import { Rows } from '../db/rows.js';
import type { Context } from '../ground/context.js';
import type { CutList } from '../ground/list-cut.js';
import { findMethod } from '../rpc/find-method.js';
import { FilteredList } from './filtered-list.js';
import { assertNotNestedDeep } from './nested-names.js';
import type { List } from './places-by-member.js';
import type { FilterOptions } from './readers/named-call.js';

/** A call of another method, by its name. */
export interface NamedCall {
  readonly method: string;
  readonly positional: readonly unknown[];
  readonly named: Readonly<Record<string, unknown>>;
}

/**
 * Calls a method that answers a list; orders and cuts the list. `count` is the length before the cut. Nil stays nil. Throws
 * GenericError `method <name> raised an exception (<text>)` and `<name>() did not return a list`, and what a {@link FilteredList} does.
 */
export async function filterResults(
  ctx: Context,
  call: NamedCall,
  filter: () => FilterOptions,
): Promise<{ count: number; results: unknown[] | null }> {
  assertNotNestedDeep(call.method, call.positional);
  findMethod(ctx.methods, call.method);
  const cut = await cutOf(ctx, call, filter);
  if (cut !== undefined) return { count: cut.count, results: [...cut.items] };
  const parts = await partsOf(ctx, call);
  if (parts === null) return { count: 0, results: null };
  const list = new FilteredList(filter());
  for await (const items of parts) list.add(items);
  return { count: list.count, results: list.results() };
}

/** Items that a method may be asked for at most: they are all in memory. */
const MOST_CUT = 500;

/* Of a method that can read no more than is wanted. */
async function cutOf(
  ctx: Context,
  { method, positional, named }: NamedCall,
  filter: () => FilterOptions,
): Promise<CutList | undefined> {
  const { order = null, noneGreatest, offset = 0, limit } = readIfRight(filter) ?? {};
  if (order === null || !noneGreatest || offset < 0 || !Number.isSafeInteger(offset)) return undefined;
  if (limit === undefined || limit < 0 || limit > MOST_CUT) return undefined;
  return ctx.cutUnchecked(method, positional, { ...named }, { order, offset, limit }).catch(raising(method));
}

/* What is wrong with it is told when the method has answered. */
function readIfRight(filter: () => FilterOptions): FilterOptions | undefined {
  try {
    return filter();
  } catch {
    return undefined;
  }
}

/* What the method answers. Rows stay as the database sent them: of many, few are wanted. */
async function partsOf(
  ctx: Context,
  { method, positional, named }: NamedCall,
): Promise<AsyncIterable<List> | readonly [List] | null> {
  const answer = await ctx.callUnchecked(method, positional, { ...named }).catch(raising(method));
  if (answer === null || answer === undefined) return null;
  if (answer instanceof StreamedArray) return batchesOf(method, answer);
  if (Array.isArray(answer) || answer instanceof Rows) return [answer];
  throw new GenericError(`${method}() did not return a list`);
}

async function* batchesOf(method: string, { batches }: StreamedArray): AsyncGenerator<List, void, undefined> {
  try {
    for await (const batch of batches)
      yield batch instanceof WrittenArray && !(batch instanceof Rows) ? batch.values() : batch;
  } catch (cause) {
    raising(method)(cause);
  }
}

const raising =
  (method: string) =>
  (cause: unknown): never => {
    const text = cause instanceof Error ? cause.message : String(cause);
    throw new GenericError(`method ${method} raised an exception (${text})`, { cause });
  };
