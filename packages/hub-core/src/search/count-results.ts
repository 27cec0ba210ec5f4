import { isFault, StreamedArray, WrittenArray } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import type { MethodDescription } from '../ground/method-description.js';
import { bind } from '../rpc/bind.js';
import { CallerMistake } from '../rpc/caller-mistake.js';
import { isStruct } from '../rpc/convert.js';
import { findMethod } from '../rpc/find-method.js';
import type { NamedCall } from './filter-results.js';
import { assertNotNestedDeep } from './nested-names.js';

/**
 * How many things a method answers. Throws GenericError `Invalid method: <name>`, what the method throws, and an
 * error without a fault code of Koji's for arguments that do not fit.
 */
export async function countResults(ctx: Context, { method, positional, named }: NamedCall): Promise<number> {
  assertNotNestedDeep(method, positional);
  const found = findMethod(ctx.methods, method);
  const counting = countedByDatabase(found, boundFor(found, positional, named));
  const given = counting === undefined ? positional : [];
  const result = await ctx.callUnchecked(method, given, counting ?? { ...named });
  if (counting !== undefined && typeof result === 'number') return result;
  if (result === null || result === undefined) return 0;
  if (Array.isArray(result) || result instanceof WrittenArray) return result.length;
  if (result instanceof StreamedArray) return lengthOf(result);
  return isStruct(result) ? Object.values(result).filter((member) => member !== undefined).length : 1;
}

async function lengthOf({ batches }: StreamedArray): Promise<number> {
  let length = 0;
  for await (const batch of batches) length += batch.length;
  return length;
}

function boundFor(...[method, positional, named]: Parameters<typeof bind>): Record<string, unknown> {
  try {
    return bind(method, positional, named);
  } catch (error) {
    if (!isFault(error, 'ParameterError')) throw error;
    throw new CallerMistake(error.message, { cause: error });
  }
}

/*
 * The arguments with which a listing answers the number of its rows. An order is left to the listing, which refuses one by something
 * that is no column only when it orders.
 */
function countedByDatabase(
  { params }: MethodDescription,
  bound: Readonly<Record<string, unknown>>,
): Record<string, unknown> | undefined {
  if (!params.some(({ name }) => name === 'queryOpts') || params.some(({ kind }) => kind !== 'plain'))
    return undefined;
  const asked = bound['queryOpts'] ?? {};
  if (!isStruct(asked) || 'order' in asked || 'countOnly' in asked) return undefined;
  return { ...bound, queryOpts: { ...asked, countOnly: true } };
}
