import { AUTH_TYPES, AuthError, USER_STATUS } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import { clientAddress } from './client-address.js';
import { createSession, type SessionTicket } from './create-session.js';
import { makeExclusive } from './exclusive-session.js';
import type { LoginOptions } from './readers/login.js';
import { userWithPassword, type ProvenUser } from './passwords.js';
import { hasLoggedInFrom } from './queries.js';

export interface PasswordLogin {
  readonly user: string | null;
  readonly password: string | null;
  readonly opts: LoginOptions | null;
  /** Makes the session that was opened before usable again. */
  readonly renew: boolean;
  readonly exclusive: boolean;
}

/**
 * Opens a session for a user who gives a password. Throws AuthError when it is wrong, after too many wrong ones, or when
 * the user is blocked.
 */
export async function login(ctx: Context, wanted: PasswordLogin): Promise<SessionTicket | undefined> {
  const { user: name, password } = wanted;
  if (password === null || password === '') throw new AuthError('invalid username or password');
  if (ctx.session.loggedIn) throw new AuthError('Already logged in');
  const user = name === null ? undefined : await provenUser(ctx, name, password);
  if (user === undefined) throw new AuthError('invalid username or password');
  if (user.status !== USER_STATUS.NORMAL) throw new AuthError(`logins by ${user.name} are not allowed`);

  const ticket = await createSession(ctx, {
    userId: user.id,
    hostAddress: clientAddress(ctx.request, ctx.config, wanted.opts?.hostip),
    authType: AUTH_TYPES.NORMAL,
    renew: wanted.renew,
  });
  if (ticket !== undefined && wanted.exclusive) await makeRenewedExclusive(ctx, user.id, ticket);
  return ticket;
}

async function provenUser(ctx: Context, name: string, password: string): Promise<ProvenUser | undefined> {
  const address = ctx.request.remoteAddress;
  const attempt = await ctx.logins.admit({
    user: name,
    address,
    familiar: () => hasLoggedInFrom(ctx.db, name, address),
  });
  try {
    const user = await userWithPassword(ctx.db, name, password);
    if (user === undefined) attempt.failed();
    else attempt.succeeded();
    return user;
  } catch (error) {
    attempt.forgive();
    throw error;
  }
}

/**
 * Koji's login takes `exclusive` but only a renewed session gets the lock: a new one has to ask with
 * `exclusiveSession`. Builders that renew rely on the one, scripts that log in twice on the other.
 */
export async function makeRenewedExclusive(
  ctx: Context,
  userId: number,
  ticket: SessionTicket,
): Promise<void> {
  if (ctx.session.id === ticket['session-id'])
    await makeExclusive(ctx, { sessionId: ctx.session.id, userId });
}
