import { setTimeout as sleep } from 'node:timers/promises';
import { isTemporary } from '@kojikit/client';
import { GenericError, isFault } from '@kojikit/protocol';
import type { BuilderSettings } from '../config/settings.js';
import { ClientSession } from '../hub/client-session.js';
import type { HubSession } from '../hub/hub-session.js';
import type { Log } from '../tasks/log.js';

/** A start that failed for a reason outside of the daemon: the message says it all. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

/** Seconds of the pause after the first try; each one after it is twice as long, up to `retry_interval`. */
const FIRST_PAUSE = 1;

/**
 * Opens the daemon's session: the only one of the host's user, unless another one has it and is not to be forced out.
 * Throws StartError when the hub does not let us in.
 * @param signal Ends the try; it then throws the signal's reason.
 */
export async function connect(
  settings: BuilderSettings,
  forceLock: boolean,
  log: Log,
  signal?: AbortSignal,
): Promise<HubSession> {
  const session = await ClientSession.login(settings, forceLock, log, signal).catch((cause: unknown) => {
    if (isFault(cause, 'AuthLockError'))
      throw new StartError('Unable to get lock. Trying using --force-lock', { cause });
    if (isFault(cause, 'AuthError')) throw new StartError(`Unable to log in: ${cause.message}`, { cause });
    throw cause;
  });
  try {
    const echo = await session.call('echo', { args: ['OK'] });
    if (JSON.stringify(echo) !== '["OK"]')
      throw new GenericError(`incorrect server response: ${JSON.stringify(echo)}`);
    return session;
  } catch (error) {
    session.close();
    throw error;
  }
}

/**
 * The same, but waits for a hub that is away: builders and hub often start together. Says what failed after every try.
 * What waiting does not mend, a wrong password for example, is thrown at once.
 */
export async function connectPatiently(
  settings: BuilderSettings,
  forceLock: boolean,
  log: Log,
  signal: AbortSignal,
): Promise<HubSession> {
  const longest = Math.max(settings.retry_interval, FIRST_PAUSE);
  for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * 2, longest)) {
    try {
      return await connect(settings, forceLock, log, signal);
    } catch (error) {
      signal.throwIfAborted();
      if (!isTemporary(error)) throw error;
      log.warn(`${(error as Error).message}; trying again in ${pause} seconds`);
    }
    await sleep(pause * 1000, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}
