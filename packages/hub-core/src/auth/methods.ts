import { keywords, method, optional, required, rest, type Method } from '../rpc/method.js';
import { isTrue } from '../rpc/convert.js';
import { anyone } from './access.js';
import type { SessionTicket } from './create-session.js';
import { exclusiveSession, sharedSession } from './exclusive-session.js';
import { bindInner, flag } from './inner-arguments.js';
import { login, type PasswordLogin } from './login.js';
import { logout, logoutChild } from './logout.js';
import { showSession } from './show-session.js';
import { sslLogin, type SslLogin } from './ssl-login.js';
import { subsession } from './subsession.js';

const loginArguments = [
  required('user'),
  required('password'),
  optional('opts'),
  flag('renew'),
  flag('exclusive'),
];
const sslLoginArguments = [
  optional('proxyuser'),
  optional('proxyauthtype'),
  flag('renew'),
  optional('exclusive'),
];

/** Sessions: logging in and out, subsessions, the lock of builders. */
export const authMethods: Method[] = [
  method('login', {
    params: [rest('args'), keywords('opts')],
    access: anyone,
    doc: 'Opens a session with user name and password: (user, password, opts, renew, exclusive).',
    handler: (ctx, { args, opts }) =>
      orNull(
        login(ctx, bindInner('login', loginArguments, list(args), struct(opts)) as unknown as PasswordLogin),
      ),
  }),
  method('sslLogin', {
    params: [rest('args'), keywords('opts')],
    access: anyone,
    doc: 'Opens a session with a client certificate or ticket: (proxyuser, proxyauthtype, renew, exclusive).',
    handler: (ctx, { args, opts }) =>
      orNull(
        sslLogin(
          ctx,
          bindInner('sslLogin', sslLoginArguments, list(args), struct(opts)) as unknown as SslLogin,
        ),
      ),
  }),
  method('logout', {
    params: [optional('session_id')],
    access: anyone,
    doc: "Closes the caller's session, or another one of the caller's; admins may close any.",
    handler: async (ctx, { session_id: id }) => void (await logout(ctx, id)),
  }),
  method('logoutChild', {
    params: [required('session_id')],
    access: anyone,
    doc: "Closes a subsession of the caller's session.",
    handler: async (ctx, { session_id: id }) => void (await logoutChild(ctx, id)),
  }),
  method('subsession', {
    params: [],
    access: anyone,
    doc: "Opens a session under the caller's, which ends with it.",
    handler: (ctx) => orNull(subsession(ctx)),
  }),
  method('exclusiveSession', {
    params: [rest('args'), keywords('opts')],
    access: anyone,
    doc: 'Makes this the only session of its user that may work: (force). With force, who had the lock is logged out.',
    handler: async (ctx, { args, opts }) => {
      const { force } = bindInner('exclusiveSession', [flag('force')], list(args), struct(opts));
      await exclusiveSession(ctx, isTrue(force));
    },
  }),
  method('sharedSession', {
    params: [],
    access: anyone,
    doc: "Gives back the lock of exclusiveSession, so that the user's other sessions may work again.",
    handler: async (ctx) => void (await sharedSession(ctx)),
  }),
  method('showSession', {
    params: [],
    access: anyone,
    doc: 'The session of this call as text, for a person to read.',
    handler: (ctx) => showSession(ctx.session),
  }),
];

/* Koji's hub returns nil where a session could not be renewed. */
async function orNull(ticket: Promise<SessionTicket | undefined>): Promise<SessionTicket | null> {
  return (await ticket) ?? null;
}

function list(value: unknown): unknown[] {
  return value as unknown[];
}

function struct(value: unknown): Record<string, unknown> {
  return value as Record<string, unknown>;
}
