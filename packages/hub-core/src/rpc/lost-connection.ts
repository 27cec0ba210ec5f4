import type { Context } from '../ground/context.js';

/**
 * What follows for a request of several calls when one of them has failed. With a lost connection goes everything that the
 * calls before have written, so then it fails as a whole and the error is thrown. When they only read, the call that lost
 * it is the only one that fails: the next one takes another connection.
 */
export async function leaveLostConnection(ctx: Pick<Context, 'db'>, error: unknown): Promise<void> {
  if (ctx.db.dialect.errorKind(error) !== 'unreachable') return;
  if (ctx.db.dirty) throw error;
  await ctx.db.release();
}
