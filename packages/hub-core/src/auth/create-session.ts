import { randomInt } from 'node:crypto';
import sql from 'sql-template-tag';
import { AuthError } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import type { ExpiredSession } from '../ground/session.js';
import { storedKey } from './session-key.js';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const KEY_LENGTH = 19;

/** What a client keeps of its session. */
export interface SessionTicket {
  readonly 'session-id': number;
  readonly 'session-key': string;
  /** Tells clients to send the session in headers. */
  readonly 'header-auth': true;
}

export interface NewSession {
  readonly userId: number;
  readonly hostAddress: string;
  readonly authType: number | undefined;
  /** The session that this one is a subsession of. */
  readonly master?: number;
  /** Give the caller's expired session a new key instead of opening another session. */
  readonly renew?: boolean;
}

/**
 * Opens a session, or renews the caller's expired one. Undefined when that is a subsession whose master was closed
 * meanwhile. Throws AuthError for an expired session of another user.
 */
export async function createSession(ctx: Context, wanted: NewSession): Promise<SessionTicket | undefined> {
  const key = newKey(wanted.userId);
  const stored = storedKey(key, ctx.db.dialect, ctx.config);
  if (wanted.renew && ctx.session.expired !== undefined) {
    const renewed = await renew(ctx, ctx.session.expired, wanted.userId, stored);
    return renewed ? ticket(ctx.session.expired.id, key) : undefined;
  }
  const id = await ctx.db.insertReturningId('sessions', {
    user_id: wanted.userId,
    key: stored,
    hostip: wanted.hostAddress,
    authtype: wanted.authType,
    master: wanted.master,
  });
  return ticket(id, key);
}

async function renew(
  { db }: Context,
  expired: ExpiredSession,
  userId: number,
  key: string,
): Promise<boolean> {
  if (expired.userId !== userId)
    throw new AuthError(`session ${expired.id} belongs to another user: it cannot be renewed`);
  if (expired.master !== undefined) {
    const master = await db.value(
      sql`SELECT id FROM sessions WHERE id = ${expired.master} AND closed IS FALSE`,
    );
    if (master === undefined) return false;
  }
  const now = db.dialect.now();
  const renewed = await db.run(sql`
    UPDATE sessions SET update_time = ${now}, renew_time = ${now}, key = ${key}, expired = false
     WHERE id = ${expired.id} AND closed IS FALSE`);
  return renewed > 0;
}

function ticket(id: number, key: string): SessionTicket {
  return { 'session-id': id, 'session-key': key, 'header-auth': true };
}

function newKey(userId: number): string {
  const letters = Array.from({ length: KEY_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]);
  return `${userId}-${letters.join('')}`;
}
