import { anyone } from '../auth/access.js';
import { isStruct } from './convert.js';
import type { Context } from '../ground/context.js';
import { dispatch } from './dispatch.js';
import { bindParameters } from './bind.js';
import { ArraySpool } from './encode-answer.js';
import { asOutage, toFault } from './fault.js';
import { leaveLostConnection } from './lost-connection.js';
import { logFailure } from './log-failure.js';
import { method, type Method } from './method.js';
import { pythonRepr } from './python-names.js';
import type { RequestContext } from './request-context.js';
import { CallerMistake } from './caller-mistake.js';

/** Calls that are answered side by side: at first, when nobody knows how long their answers are, and at most. */
const FIRST_TOGETHER = 16;
const MOST_TOGETHER = 100;

/** Bytes that the answers of those may have together, going by the ones before. */
const BYTES_TOGETHER = 1_048_576;

/**
 * Koji's multicall: several calls in one request and one transaction. Each runs under a savepoint and makes a history
 * event of its own; one that fails undoes only itself, and its fault stands in the answer where its result would be.
 * Each result is encoded before the next call runs, so that many long ones are never in memory together; those that only
 * look something up run side by side, as long as nothing was written.
 */
async function multicall(ctx: Context, calls: readonly unknown[]): Promise<unknown> {
  const results = new ArraySpool();
  ctx.closeOnFailure(results);
  const request = ctx as RequestContext;
  let next = 0;
  let most = FIRST_TOGETHER;
  while (next < calls.length) {
    const { length } = results;
    const found = await lookUp(request, lookUpsFrom(request, calls.slice(next, next + most)));
    for (const outcome of found) await addFound(request, results, calls[next++], outcome);
    if (found.length > 0) most = mostTogether((results.length - length) / found.length);
    else await addNext(request, results, calls[next++]);
    ctx.forgetEvent();
  }
  return results.finish();
}

function addNext(ctx: RequestContext, results: ArraySpool, call: unknown): Promise<void> {
  const run = async () => results.add([await runOne(ctx, call)]);
  return adding(ctx, results, call, () => ctx.savepoint(run));
}

/* How many calls may be answered side by side when an answer has so many bytes. */
function mostTogether(bytes: number): number {
  return Math.max(1, Math.min(MOST_TOGETHER, Math.floor(BYTES_TOGETHER / bytes)));
}

/* Those that only look something up, up to the first that does not; none when there is just one. */
function lookUpsFrom(ctx: RequestContext, calls: readonly unknown[]): readonly unknown[] {
  const other = calls.findIndex((call) => !isLookUp(ctx, call));
  const count = other < 0 ? calls.length : other;
  return count > 1 ? calls.slice(0, count) : [];
}

function isLookUp(ctx: RequestContext, call: unknown): boolean {
  const { methodName: name, params } = isStruct(call) ? call : {};
  const found = typeof name === 'string' ? ctx.methods.get(name) : undefined;
  if (found === undefined || typeof found.looksUp === 'boolean') return found?.looksUp === true;
  try {
    return Array.isArray(params) && found.looksUp(bindParameters(found, params));
  } catch {
    // What is wrong with its parameters is said when it is called.
    return false;
  }
}

type Outcome = PromiseSettledResult<unknown>;

/* Runs calls side by side. None where that gains nothing. */
async function lookUp(ctx: RequestContext, calls: readonly unknown[]): Promise<readonly Outcome[]> {
  const together = calls.length > 0 ? ctx.db.together() : undefined;
  if (together === undefined) return [];
  // Otherwise the request would have one connection and wait for another.
  await ctx.db.release();
  try {
    return await Promise.allSettled(calls.map((call) => runOne(ctx.reading(together.open()), call)));
  } finally {
    await together.release();
  }
}

async function addFound(
  ctx: RequestContext,
  results: ArraySpool,
  call: unknown,
  outcome: Outcome,
): Promise<void> {
  await adding(ctx, results, call, async () => {
    if (outcome.status === 'fulfilled') return results.add([outcome.value]);
    // With the connection that they share all of them have lost what one alone would have.
    if (ctx.db.dialect.errorKind(outcome.reason) !== 'unreachable') throw outcome.reason;
    await results.add([await runOne(ctx, call)]);
  });
}

/* Adds a result, or the fault that comes instead. */
async function adding(
  ctx: RequestContext,
  results: ArraySpool,
  call: unknown,
  add: () => Promise<void>,
): Promise<void> {
  try {
    await add();
  } catch (error) {
    await leaveLostConnection(ctx, error);
    const shown = asOutage(ctx.db.dialect, error);
    const fault = toFault(shown, ctx.config);
    const method = isStruct(call) ? call['methodName'] : undefined;
    logFailure(ctx.log, ctx.db.dialect, error, { method, code: fault.code });
    await results.add({ faultCode: fault.code, faultString: messageOf(shown), traceback: [fault.message] });
  }
}

function runOne(ctx: RequestContext, call: unknown): Promise<unknown> {
  if (!isStruct(call)) throw new CallerMistake(`a call must be a struct, not ${pythonRepr(call)}`);
  const { methodName, params } = call;
  if (typeof methodName !== 'string') throw new CallerMistake("a call needs the member 'methodName'");
  if (!Array.isArray(params)) throw new CallerMistake("a call needs the member 'params', an array");
  return dispatch(ctx, methodName, params);
}

/* Koji iterates over whatever it is given: the keys of a struct fail one by one, nil fails as a whole. */
function listOfCalls(calls: unknown): readonly unknown[] {
  if (Array.isArray(calls)) return calls;
  if (isStruct(calls)) return Object.keys(calls);
  throw new CallerMistake('the calls of a multicall must be an array');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Both names that clients use for it. */
export const multicallMethods: Method[] = (['multiCall', 'system.multicall'] as const).map((name) =>
  method(name, {
    params: { calls: listOfCalls },
    access: anyone,
    doc: 'Runs several calls in one transaction, a list with the result or a struct with the fault for each. A call that fails undoes only itself.',
    requestOnly: true,
    handler: (ctx, { calls }) => multicall(ctx, calls),
  }),
);
