import { AuthLockError, ServerOffline } from '@kojikit/protocol';
import { loadSession } from '../auth/load-session.js';
import { bindParameters } from './bind.js';
import { findMethod } from './find-method.js';
import type { RequestContext } from './request-context.js';

const CALLS_WITHOUT_LOCK = new Set(['exclusiveSession', 'login', 'logout']);
const CALLS_IN_LOCKOUT = new Set(['login', 'sslLogin', 'logout']);

/** A call that its caller may make. */
export interface PreparedCall {
  /** Whether its answer may be kept. Asked of short calls alone, since it may look at all that was given. */
  isKeepable(): boolean;
  /** Step six: runs it. */
  run(): unknown;
}

/** Steps three to five of a request for one call: find method, session, bind arguments. */
export async function prepare(
  ctx: RequestContext,
  name: string | null,
  params: readonly unknown[],
): Promise<PreparedCall> {
  const method = findMethod(ctx.registry.methods, name);
  ctx.methodName = method.name;
  await identify(ctx);
  const bound = bindParameters(method, params);
  await method.access(ctx, bound);
  return {
    isKeepable: () => method.keepable?.(bound, ctx.registry.methods) === true,
    run: () => method.handler(ctx, bound),
  };
}

/** Steps three to six. */
export async function dispatch(
  ctx: RequestContext,
  name: string | null,
  params: readonly unknown[],
): Promise<unknown> {
  return (await prepare(ctx, name, params)).run();
}

/**
 * Finds out who calls, once per request, and refuses callers who may not go on: the user is locked by another
 * session, or the hub is closed for maintenance.
 */
export async function identify(ctx: RequestContext): Promise<void> {
  const method = ctx.methodName ?? '';
  if (!ctx.identified) {
    ctx.session = await loadSession(ctx.db, ctx.request, ctx.config, ctx.registry.methods.get(method));
    ctx.identified = true;
    if (ctx.session.lockError !== undefined && !CALLS_WITHOUT_LOCK.has(method)) {
      throw new AuthLockError(ctx.session.lockError);
    }
  }
  if (ctx.config.LockOut && !CALLS_IN_LOCKOUT.has(method) && !(await ctx.session.hasPermission('admin'))) {
    throw new ServerOffline('Server disabled for maintenance');
  }
}
