import { AUTH_TYPES, AuthError } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import { assertLoginAllowed, createAccount, userIdByName } from './accounts.js';
import { clientAddress } from './client-address.js';
import { createSession, type SessionTicket } from './create-session.js';
import { makeRenewedExclusive } from './login.js';
import { assertRealmAllowed, setPrincipal, userIdByPrincipal } from './principals.js';

export interface SslLogin {
  /** The user whom a trusted proxy logs in. */
  readonly proxyuser: string | null;
  /** How the proxy says that its user was authenticated. */
  readonly proxyauthtype: number | string | null;
  readonly renew: boolean;
  readonly exclusive: boolean;
}

interface Proof {
  readonly name: string;
  readonly authType: number;
}

/**
 * Opens a session for who proved a client certificate, or a name through a web server that authenticates
 * (`REMOTE_USER`). Unknown users are made when `LoginCreatesUser` is on. Throws AuthError.
 */
export async function sslLogin(ctx: Context, wanted: SslLogin): Promise<SessionTicket | undefined> {
  if (ctx.session.loggedIn) throw new AuthError('Already logged in');
  const proof = behindProxy(ctx, proofOf(ctx), wanted);
  const userId = await userOf(ctx, proof);
  await assertLoginAllowed(ctx.db, userId);
  const ticket = await createSession(ctx, {
    userId,
    hostAddress: clientAddress(ctx.request, ctx.config),
    authType: proof.authType,
    renew: wanted.renew,
  });
  if (ticket !== undefined && wanted.exclusive) await makeRenewedExclusive(ctx, userId, ticket);
  return ticket;
}

/** A proof, with the name by which the configuration knows who may log in others. */
interface OwnProof extends Proof {
  readonly proxyName: string;
}

function proofOf({ request, config }: Context): OwnProof {
  if (request.remoteUser) {
    return { name: request.remoteUser, proxyName: request.remoteUser, authType: AUTH_TYPES.GSSAPI };
  }
  const certificate = request.clientCertificate;
  if (certificate === undefined) throw new AuthError('could not verify client: None');
  const name = certificate.components[config.DNUsernameComponent];
  if (!name) {
    throw new AuthError(
      `unable to get user information (${config.DNUsernameComponent}) from client certificate`,
    );
  }
  return { name, proxyName: certificate.subject, authType: AUTH_TYPES.SSL };
}

/* Some callers, such as the web pages, log in other users: those that the configuration names. */
function behindProxy({ config }: Context, proof: OwnProof, { proxyuser, proxyauthtype }: SslLogin): Proof {
  if (proxyuser === null) return proof;
  const trusted =
    proof.authType === AUTH_TYPES.GSSAPI ? config.ProxyPrincipals.split(',') : config.ProxyDNs.split('|');
  if (!trusted.map((name) => name.trim()).includes(proof.proxyName)) {
    throw new AuthError(`${proof.proxyName} is not authorized to login other users`);
  }
  const name = proxyuser;
  if (proxyauthtype === null) return { name, authType: proof.authType };
  if (!config.AllowProxyAuthType && proof.authType !== proxyauthtype) {
    throw new AuthError(
      'Proxy must use same auth mechanism as hub (behaviour can be overriden via AllowProxyAuthType hub option)',
    );
  }
  if (proxyauthtype !== AUTH_TYPES.GSSAPI && proxyauthtype !== AUTH_TYPES.SSL) {
    throw new AuthError(`Proxied authtype ${proxyauthtype} is not valid for sslLogin`);
  }
  return { name, authType: proxyauthtype };
}

async function userOf(ctx: Context, { name, authType }: Proof): Promise<number> {
  const isPrincipal = authType === AUTH_TYPES.GSSAPI && name.includes('@');
  if (isPrincipal) assertRealmAllowed(ctx.config, name);
  const known = isPrincipal ? await userIdByPrincipal(ctx.db, name) : await userIdByName(ctx.db, name);
  if (known !== undefined) return known;
  if (!ctx.config.LoginCreatesUser) throw new AuthError(`Unknown user: ${name}`);
  return isPrincipal ? userFromPrincipal(ctx, name) : createAccount(ctx, { name });
}

/* The name in front of the `@` becomes, or already is, the user of the principal. */
async function userFromPrincipal(ctx: Context, principal: string): Promise<number> {
  const name = principal.slice(0, principal.indexOf('@'));
  const existing = await userIdByName(ctx.db, name);
  if (existing === undefined) return createAccount(ctx, { name, principal, checkRealm: false });
  await setPrincipal(ctx, existing, principal);
  return existing;
}
