import { anonymousSession } from './anonymous-session.js';
import type { Session } from '../ground/session.js';

/**
 * The hub itself, for its own jobs and commands: every permission, but no user. Rows of versioned tables need a maker,
 * so a job that writes such rows has to name a user for them.
 */
export function systemSession(): Session {
  return {
    ...anonymousSession('the hub itself'),
    permissions: () => Promise.resolve(['admin']),
    hasPermission: (name) => Promise.resolve(name === 'admin'),
    assertLogin() {},
    assertPermission: () => Promise.resolve(),
  };
}
