import { AuthError } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import { createSession, type SessionTicket } from './create-session.js';

/** Opens a session under the caller's, for a further process of the same client. Throws AuthError `Not logged in`. */
export async function subsession(ctx: Context): Promise<SessionTicket | undefined> {
  const { loggedIn, userId, hostAddress, authType, master, id } = ctx.session;
  if (!loggedIn || userId === undefined || hostAddress === undefined) throw new AuthError('Not logged in');
  return createSession(ctx, { userId, hostAddress, authType, master: master ?? id });
}
