import { ActionNotAllowed } from '@kojikit/protocol';
import type { ExpiredSession, Session } from '../ground/session.js';

/** The session of a caller who is not logged in. `message` says why, as showSession answers it. */
export function anonymousSession(message?: string, expired?: ExpiredSession): Session {
  return {
    loggedIn: false,
    id: expired?.id,
    key: expired?.key,
    userId: undefined,
    userName: undefined,
    authType: undefined,
    hostAddress: undefined,
    master: undefined,
    callNumber: undefined,
    exclusive: false,
    lockError: undefined,
    message,
    details: {},
    expired,
    permissions: () => Promise.resolve([]),
    hasPermission: () => Promise.resolve(false),
    groups: () => Promise.resolve({}),
    hostId: () => Promise.resolve(undefined),
    assertLogin() {
      throw new ActionNotAllowed('you must be logged in for this operation');
    },
    assertPermission: (name) =>
      Promise.reject(new ActionNotAllowed(`${name} permission required (user not logged in)`)),
    isGroupMember: () => Promise.resolve(false),
    forget() {},
  };
}
