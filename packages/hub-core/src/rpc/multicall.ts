import { anyone } from '../auth/access.js';
import { isStruct } from './convert.js';
import type { Context } from '../ground/context.js';
import { dispatch } from './dispatch.js';
import { ArraySpool } from './encode-answer.js';
import { asOutage, toFault } from './fault.js';
import { leaveLostConnection } from './lost-connection.js';
import { logFailure } from './log-failure.js';
import { method, type Method } from './method.js';
import { pythonRepr } from './python-names.js';
import type { RequestContext } from './request-context.js';
import { CallerMistake } from './caller-mistake.js';

/**
 * Koji's multicall: several calls in one request and one transaction. Each runs under a savepoint and makes a history
 * event of its own; one that fails undoes only itself, and its fault stands in the answer where its result would be.
 * Each result is encoded before the next call runs, so that many long ones are never in memory together.
 */
async function multicall(ctx: Context, calls: readonly unknown[]): Promise<unknown> {
  const results = new ArraySpool();
  ctx.closeOnFailure(results);
  for (const call of calls) {
    try {
      const request = ctx as RequestContext;
      await request.savepoint(async () => results.add([await runOne(request, call)]));
    } catch (error) {
      await leaveLostConnection(ctx, error);
      const shown = asOutage(ctx.db.dialect, error);
      const fault = toFault(shown, ctx.config);
      const method = isStruct(call) ? call['methodName'] : undefined;
      logFailure(ctx.log, ctx.db.dialect, error, { method, code: fault.code });
      await results.add({ faultCode: fault.code, faultString: messageOf(shown), traceback: [fault.message] });
    }
    ctx.forgetEvent();
  }
  return results.finish();
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
