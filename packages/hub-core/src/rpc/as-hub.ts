import type { Logger } from 'pino';
import { systemSession } from '../auth/system-session.js';
import type { Context } from '../ground/context.js';
import type { HubParts } from './hub-parts.js';
import { RequestContext } from './request-context.js';

/**
 * Runs `body` as the hub itself, outside of any request, in a transaction that is committed when it returns and rolled
 * back when it throws. Jobs and the commands of `koji-hub` work this way.
 */
export async function asHub<T>(
  parts: HubParts,
  what: string,
  body: (ctx: Context) => Promise<T>,
  log?: Logger,
): Promise<T> {
  const request = { remoteAddress: '-', headers: {}, query: '' };
  const ctx = new RequestContext(parts, parts.database.open(), request, log ?? parts.log);
  ctx.session = systemSession();
  ctx.identified = true;
  ctx.methodName = what;
  parts.underWay.begin();
  try {
    const result = await body(ctx);
    if (ctx.db.dirty) await ctx.commit();
    await ctx.db.release();
    await ctx.committed();
    return result;
  } catch (error) {
    await ctx.rolledBack();
    throw error;
  } finally {
    await ctx.db.release();
    parts.underWay.end();
  }
}
