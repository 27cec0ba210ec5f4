import { randomInt } from 'node:crypto';
import sql from 'sql-template-tag';
import type { Context } from '../rpc/context.js';

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

/** Opens a session, or renews the caller's expired one. */
export async function createSession(ctx: Context, wanted: NewSession): Promise<SessionTicket> {
  const key = newKey(wanted.userId);
  const renewed = wanted.renew ? ctx.session.id : undefined;
  if (renewed !== undefined) {
    const now = ctx.db.dialect.now();
    await ctx.db.run(sql`
      UPDATE sessions SET update_time = ${now}, renew_time = ${now}, key = ${key}, expired = false
       WHERE id = ${renewed}`);
    return ticket(renewed, key);
  }
  const id = await ctx.db.insertReturningId('sessions', {
    user_id: wanted.userId,
    key,
    hostip: wanted.hostAddress,
    authtype: wanted.authType,
    master: wanted.master,
  });
  return ticket(id, key);
}

function ticket(id: number, key: string): SessionTicket {
  return { 'session-id': id, 'session-key': key, 'header-auth': true };
}

function newKey(userId: number): string {
  const letters = Array.from({ length: KEY_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]);
  return `${userId}-${letters.join('')}`;
}
