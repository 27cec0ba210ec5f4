import sql from 'sql-template-tag';
import { AuthLockError, GenericError } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';

interface Claim {
  readonly sessionId: number;
  readonly userId: number;
  /** Close the session that holds the lock, if one does. */
  readonly force?: boolean;
}

/**
 * Makes a session the only one of its user that may work: what builders do. Throws AuthLockError
 * `Cannot get exclusive session` when another session has the lock and `force` is off.
 */
export async function makeExclusive(ctx: Context, { sessionId, userId, force }: Claim): Promise<void> {
  // Two sessions that ask at the same time take turns on the user's row.
  await ctx.db.lockRows(sql`SELECT id FROM users WHERE id = ${userId}`);
  const holder = await ctx.db.value<number>(sql`
    SELECT id FROM sessions WHERE user_id = ${userId} AND closed IS FALSE AND "exclusive" IS TRUE`);
  if (holder !== undefined && holder !== sessionId) {
    if (!force) throw new AuthLockError('Cannot get exclusive session');
    await ctx.db.update('sessions', { expired: true, exclusive: null, closed: true }, sql`id = ${holder}`);
  }
  await ctx.db.update('sessions', { exclusive: true }, sql`id = ${sessionId}`);
}

/** Koji's exclusiveSession: the caller's own session takes the lock. Without a login nothing happens. */
export async function exclusiveSession(ctx: Context, force: boolean): Promise<void> {
  const { session } = ctx;
  if (session.master !== undefined) throw new GenericError('subsessions cannot become exclusive');
  if (session.exclusive) throw new GenericError('session is already exclusive');
  if (session.id === undefined || session.userId === undefined) return;
  await makeExclusive(ctx, { sessionId: session.id, userId: session.userId, force });
}

/** Koji's sharedSession: gives the lock back. Without a login nothing happens. */
export async function sharedSession({ db, session }: Context): Promise<void> {
  if (session.id === undefined) return;
  await db.update('sessions', { exclusive: null }, sql`id = ${session.id}`);
}
