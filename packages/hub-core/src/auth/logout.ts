import sql from 'sql-template-tag';
import { GenericError } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';

const CLOSED = { expired: true, exclusive: null, closed: true };

/**
 * Closes a session and its subsessions: the caller's own, or another one when the caller is its owner or an admin.
 * Throws GenericError `query returned no rows` for somebody else's session.
 */
export async function logout(ctx: Context, sessionId: number | null): Promise<void> {
  const { db, session } = ctx;
  if (sessionId === null) {
    await db.update('sessions', CLOSED, sql`id = ${session.id} OR master = ${session.id}`);
    session.forget();
    return;
  }
  if (!(await session.hasPermission('admin'))) {
    const own = await db.value<number>(
      sql`SELECT id FROM sessions WHERE id = ${sessionId} AND user_id = ${session.userId}`,
    );
    if (own === undefined) throw new GenericError('query returned no rows');
  }
  await db.update('sessions', CLOSED, sql`id = ${sessionId} OR master = ${sessionId}`);
}

/** Closes a subsession of the caller's session; another session is left alone. */
export async function logoutChild({ db, session }: Context, sessionId: number): Promise<void> {
  await db.update('sessions', CLOSED, sql`id = ${sessionId} AND master = ${session.id}`);
}
