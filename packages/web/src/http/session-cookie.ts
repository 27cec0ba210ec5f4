import type { HubSession } from '../hub/connection.js';

const NAME = 'kojikit_session';

/** The session of the hub that a visitor is logged in with, out of the `Cookie` header. */
export function readSessionCookie(header: string | null): HubSession | undefined {
  for (const part of header?.split(';') ?? []) {
    const match = /^\s*kojikit_session=(\d{1,10}):([\w-]{1,200})\s*$/.exec(part);
    if (match) return { id: Number(match[1]), key: match[2]! };
  }
  return undefined;
}

/** Sets the cookie of a session; it ends with the browser, and the hub decides how long the session holds. */
export function sessionCookie(prefix: string, session: HubSession, secure: boolean): string {
  return `${NAME}=${session.id}:${session.key}; Path=${prefix}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
}

/** Removes the cookie. */
export function clearedCookie(prefix: string): string {
  return `${NAME}=; Path=${prefix}; HttpOnly; SameSite=Lax; Max-Age=0`;
}
