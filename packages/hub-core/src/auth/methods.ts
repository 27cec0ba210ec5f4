import { flag, integer, list, struct, unlessEmpty } from '../readers/index.js';
import { method, type Method } from '../rpc/method.js';
import { keywords, optional, rest } from '../rpc/reader.js';
import { anyone, openSession } from './access.js';
import type { SessionTicket } from './create-session.js';
import { exclusiveSession, sharedSession } from './exclusive-session.js';
import { readInner } from './inner-arguments.js';
import { login } from './login.js';
import { authType, credential, loginOptions, proxyUser } from './readers/login.js';
import { logout, logoutChild } from './logout.js';
import { showSession } from './show-session.js';
import { sslLogin } from './ssl-login.js';
import { subsession } from './subsession.js';

const anything = { args: rest(list), opts: keywords(struct) };

const loginTable = {
  user: credential,
  password: credential,
  opts: optional(loginOptions),
  renew: flag(false),
  exclusive: flag(false),
};
const sslLoginTable = {
  proxyuser: optional(proxyUser),
  proxyauthtype: optional(authType),
  renew: flag(false),
  exclusive: flag(false),
};

/** Sessions: logging in and out, subsessions, the lock of builders. */
export const authMethods: Method[] = [
  method('login', {
    params: anything,
    access: anyone,
    doc: 'Opens a session with user name and password: (user, password, opts, renew, exclusive).',
    handler: (ctx, { args, opts }) => orNull(login(ctx, readInner('login', loginTable, args, opts))),
  }),
  method('sslLogin', {
    params: anything,
    access: anyone,
    doc: 'Opens a session with a client certificate or ticket: (proxyuser, proxyauthtype, renew, exclusive).',
    handler: (ctx, { args, opts }) => orNull(sslLogin(ctx, readInner('sslLogin', sslLoginTable, args, opts))),
  }),
  method('logout', {
    params: { session_id: optional(unlessEmpty(integer)) },
    access: openSession,
    doc: "Closes the caller's session, or another one of the caller's; admins may close any.",
    handler: async (ctx, { session_id: id }) => void (await logout(ctx, id)),
  }),
  method('logoutChild', {
    params: { session_id: integer },
    access: openSession,
    doc: "Closes a subsession of the caller's session.",
    handler: async (ctx, { session_id: id }) => void (await logoutChild(ctx, id)),
  }),
  method('subsession', {
    params: {},
    access: anyone,
    doc: "Opens a session under the caller's, which ends with it.",
    handler: (ctx) => orNull(subsession(ctx)),
  }),
  method('exclusiveSession', {
    params: anything,
    access: anyone,
    doc: 'Makes this the only session of its user that may work: (force). With force, who had the lock is logged out.',
    handler: async (ctx, { args, opts }) => {
      const { force } = readInner('exclusiveSession', { force: flag(false) }, args, opts);
      await exclusiveSession(ctx, force);
    },
  }),
  method('sharedSession', {
    params: {},
    access: anyone,
    doc: "Gives back the lock of exclusiveSession, so that the user's other sessions may work again.",
    handler: async (ctx) => void (await sharedSession(ctx)),
  }),
  method('showSession', {
    params: {},
    access: anyone,
    doc: 'The session of this call as text, for a person to read.',
    handler: (ctx) => showSession(ctx.session),
  }),
];

/* Koji's hub returns nil where a session could not be renewed. */
async function orNull(ticket: Promise<SessionTicket | undefined>): Promise<SessionTicket | null> {
  return (await ticket) ?? null;
}
