import { ServerOffline } from '@kojikit/protocol';
import { dispatch } from './dispatch.js';
import type { Fault, InsideAnswer, InsideCall } from '../ground/inside-call.js';
import type { RequestInfo } from '../ground/request-info.js';
import { asOutage, toFault } from './fault.js';
import type { HubParts } from './hub-parts.js';
import { leaveLostConnection } from './lost-connection.js';
import { logFailure } from './log-failure.js';
import { finishCall } from './request.js';
import { RequestContext } from './request-context.js';
import { settled } from './settled.js';

/**
 * Runs calls for a caller within the process, one after another in one transaction, as `multiCall` does for callers from
 * outside: each under a savepoint, with access checked, and a fault of one leaves the others alone. Never throws.
 */
export async function callInside(
  parts: HubParts,
  caller: RequestInfo,
  calls: readonly InsideCall[],
): Promise<InsideAnswer[]> {
  if (parts.config.ServerOffline) {
    const message = parts.config.OfflineMessage ?? 'server is offline';
    return calls.map(() => ({ fault: { code: new ServerOffline('').code, message } }));
  }
  const ctx = new RequestContext(parts, parts.database.open(), caller, parts.log);
  parts.underWay.begin();
  try {
    const answers: InsideAnswer[] = [];
    for (const call of calls) answers.push(await answerOne(ctx, call));
    await finishCall(ctx);
    return answers;
  } catch (error) {
    await ctx.rolledBack();
    const fault = faultOf(ctx, error);
    return calls.map(() => ({ fault }));
  } finally {
    await ctx.db.release();
    parts.underWay.end();
  }
}

async function answerOne(ctx: RequestContext, { method, params }: InsideCall): Promise<InsideAnswer> {
  try {
    return { result: await ctx.savepoint(async () => settled(await dispatch(ctx, method, params))) };
  } catch (error) {
    await leaveLostConnection(ctx, error);
    return { fault: faultOf(ctx, error) };
  } finally {
    ctx.forgetEvent();
  }
}

function faultOf(ctx: RequestContext, error: unknown): Fault {
  const fault = toFault(asOutage(ctx.db.dialect, error), ctx.config);
  logFailure(ctx.log, ctx.db.dialect, error, { method: ctx.methodName, code: fault.code });
  return fault;
}
