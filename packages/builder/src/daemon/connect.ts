import { GenericError, isFault } from '@kojikit/protocol';
import type { BuilderSettings } from '../config/settings.js';
import { ClientSession } from '../hub/client-session.js';
import type { HubSession } from '../hub/hub-session.js';
import type { Log } from '../tasks/log.js';

/** A start that failed for a reason outside of the daemon: the message says it all. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

/**
 * Opens the daemon's session: the only one of the host's user, unless another one has it and is not to be forced out.
 * @throws StartError when the hub does not let us in.
 */
export async function connect(settings: BuilderSettings, forceLock: boolean, log: Log): Promise<HubSession> {
  const session = await ClientSession.login(settings, forceLock, log).catch((cause: unknown) => {
    if (isFault(cause, 'AuthLockError'))
      throw new StartError('Unable to get lock. Trying using --force-lock', { cause });
    if (isFault(cause, 'AuthError')) throw new StartError(`Unable to log in: ${cause.message}`, { cause });
    throw cause;
  });
  const echo = await session.call('echo', ['OK']);
  if (JSON.stringify(echo) !== '["OK"]')
    throw new GenericError(`incorrect server response: ${JSON.stringify(echo)}`);
  return session;
}
