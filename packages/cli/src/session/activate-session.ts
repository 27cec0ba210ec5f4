import { existsSync, statSync } from 'node:fs';
import { API_VERSION, AuthError } from '@kojikit/protocol';
import type { Settings } from '../config/settings.js';
import { CommandError, LoggedError } from '../errors.js';
import { isConnectionError } from './connection-error.js';
import type { HubSession } from './hub-session.js';

/** What would be right where nothing was chosen, or something that there is not. */
const WAYS =
  'give --authtype=ssl and --cert=FILE, or --authtype=password, --user=NAME and --password=PASSWORD, or the same in koji.conf';

/** What logging in needs of a command's surroundings. */
export interface SessionContext {
  readonly settings: Settings;
  readonly hub: HubSession;
  print(line: string): void;
  warn(line: string): void;
}

/**
 * Logs in the way the settings say: not at all, with a certificate, or with a password. Does nothing when that has
 * happened already. Throws CommandError when there is no way to log in, AuthError when the hub refuses.
 */
export async function activateSession(context: SessionContext): Promise<void> {
  const { settings, hub } = context;
  if (hub.loggedIn) return;
  const anonymous = settings.noauth || settings.authtype === 'noauth';
  if (!anonymous) await logIn(settings, hub);
  if (!anonymous && !hub.loggedIn) {
    throw new CommandError('Unable to log in, no authentication methods available', 1, WAYS);
  }
  await checkApiVersion(context);
  if (settings.debug) context.print('successfully connected to hub');
}

/** Tries the hub without logging in, or logs in where `--force-auth` asks for it. */
export async function ensureConnection(context: SessionContext): Promise<void> {
  if (context.settings.forceAuth) await activateSession(context);
  else await checkApiVersion(context);
}

async function logIn(settings: Settings, hub: HubSession): Promise<void> {
  const { authtype } = settings;
  if (authtype === 'ssl' || (authtype === undefined && isFile(settings.cert))) {
    if (!isFile(settings.cert)) {
      throw new AuthError(`Certificate ${settings.cert} doesn't exist or is not accessible`);
    }
    await hub.loginWithCertificate({
      cert: settings.cert,
      serverCa: settings.serverca === '' ? undefined : settings.serverca,
      proxyUser: settings.runas,
    });
  } else if (authtype === 'password' || (authtype === undefined && settings.user !== undefined)) {
    if (settings.user === undefined || settings.password === undefined) {
      throw new LoggedError(
        'AuthError',
        'a password login needs --user and --password, or user and password in koji.conf',
      );
    }
    await hub.loginWithPassword();
  } else if (authtype === 'kerberos') {
    throw new CommandError(
      'Kerberos login is not available in this client; use --authtype=ssl with --cert, or --authtype=password',
    );
  }
}

async function checkApiVersion({ hub, warn }: SessionContext): Promise<void> {
  let version: number;
  try {
    version = await hub.call('getAPIVersion');
  } catch (error) {
    if (!isConnectionError(error)) throw error;
    throw new CommandError('Error: Unable to connect to server', 1, (error as Error).message);
  }
  if (version !== API_VERSION) {
    warn(`WARNING: The server is at API version ${version} and the client is at ${API_VERSION}`);
  }
}

function isFile(path: string): boolean {
  return path !== '' && existsSync(path) && statSync(path).isFile();
}
