import { ActionNotAllowed, AuthError } from '@kojikit/protocol';
import type { Access } from '../rpc/method.js';

/** Everybody may call, logged in or not. */
export const anyone: Access = told('anyone', () => undefined);

/** Who is logged in may call. Refuses with ActionNotAllowed `you must be logged in for this operation`. */
export const loggedIn: Access = told('who is logged in', ({ session }) => session.assertLogin());

/** Who has a session may call. Refuses with AuthError `Not logged in`. */
export const openSession: Access = told('who is logged in', ({ session }) => {
  if (!session.loggedIn) throw new AuthError('Not logged in');
});

/** Who holds the permission, or admin, may call. Refuses with ActionNotAllowed `<name> permission required (…)`. */
export function permission(name: string): Access {
  const access = told(whoHolds([name]), ({ session }) => session.assertPermission(name));
  return Object.assign(access, { asksPermissions: true });
}

/** Who holds one of the permissions, or admin, may call. The refusal names the last of them. */
export function anyPermission(names: readonly [string, ...string[]]): Access {
  return told(whoHolds(names), async ({ session }) => {
    for (const name of names) if (await session.hasPermission(name)) return;
    await session.assertPermission(names.at(-1)!);
  });
}

/**
 * Who may read all rules of policies may call: admins, and with `VerbosePolicy` everybody who is logged in. Refuses with
 * ActionNotAllowed.
 */
export const readerOfRules: Access = told(
  'who holds the permission admin, or with VerbosePolicy is logged in',
  async ({ session, policy }) => {
    session.assertLogin();
    if (!(await policy.mayReadRules())) await session.assertPermission('admin');
  },
);

/**
 * Only a builder in its exclusive session may call. Refuses with AuthError: `Not logged-in`, `User <id> is not a host`
 * or `This method requires an exclusive session`.
 */
export const hostOnly: Access = told('builders', async ({ session }) => {
  if ((await session.hostId()) === undefined) {
    throw new AuthError(session.loggedIn ? `User ${session.userId} is not a host` : 'Not logged-in');
  }
  if (!session.exclusive) throw new AuthError('This method requires an exclusive session');
});

/** The builder that calls: for operations behind `hostOnly`. Throws AuthError when the caller is none. */
export async function callingHost(session: Parameters<Access>[0]['session']): Promise<number> {
  const host = await session.hostId();
  if (host === undefined) {
    throw new AuthError(session.loggedIn ? `User ${session.userId} is not a host` : 'Not logged-in');
  }
  return host;
}

/** The caller's user id: for operations behind `loggedIn`. Throws ActionNotAllowed when nobody is logged in. */
export function callingUser(session: Parameters<Access>[0]['session']): number {
  session.assertLogin();
  if (session.userId === undefined) throw new ActionNotAllowed('you must be logged in for this operation');
  return session.userId;
}

function told(who: string, access: Access): Access {
  return Object.assign(access, { who });
}

function whoHolds(names: readonly string[]): string {
  return `who holds the permission ${[...new Set([...names, 'admin'])].join(' or ')}`;
}
