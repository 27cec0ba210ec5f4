import sql from 'sql-template-tag';
import { AuthError, GenericError } from '@kojikit/protocol';
import type { Context } from '../rpc/context.js';
import { isTrue, toInteger } from '../rpc/convert.js';

const CLOSED = { expired: true, exclusive: null, closed: true };

/**
 * Closes a session and its subsessions: the caller's own, or another one when the caller is its owner or an admin.
 * Throws AuthError `Not logged in`, GenericError `query returned no rows` for somebody else's session.
 */
export async function logout(ctx: Context, sessionId: unknown): Promise<void> {
  const { db, session } = ctx;
  if (!session.loggedIn) throw new AuthError('Not logged in');
  if (!isTrue(sessionId)) {
    await db.update('sessions', CLOSED, sql`id = ${session.id} OR master = ${session.id}`);
    session.forget();
    return;
  }
  const id = toInteger(sessionId);
  if (!(await session.hasPermission('admin'))) {
    const own = await db.value<number>(
      sql`SELECT id FROM sessions WHERE id = ${id} AND user_id = ${session.userId}`,
    );
    if (own === undefined) throw new GenericError('query returned no rows');
  }
  await db.update('sessions', CLOSED, sql`id = ${id} OR master = ${id}`);
}

/** Closes a subsession of the caller's session; another session is left alone. Throws AuthError `Not logged in`. */
export async function logoutChild({ db, session }: Context, sessionId: unknown): Promise<void> {
  if (!session.loggedIn) throw new AuthError('Not logged in');
  await db.update('sessions', CLOSED, sql`id = ${toInteger(sessionId)} AND master = ${session.id}`);
}
