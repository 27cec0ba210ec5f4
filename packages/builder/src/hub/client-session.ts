import { existsSync } from 'node:fs';
import { createClient } from '@kojikit/client';
import type { Auth, Client, UploadSource } from '@kojikit/client';
import { callMethod, ConfigurationError, GenericError, type HubCall } from '@kojikit/protocol';
import type { BuilderSettings } from '../config/settings.js';
import type { Log } from '../tasks/log.js';
import type { HubSession, StreamOptions, UploadTarget } from './hub-session.js';
import type { TaskHub } from './task-hub.js';

/** A session of the daemon or of one task, over a client of its own. */
export class ClientSession implements HubSession {
  readonly sessionId: number;
  readonly call = callMethod((call) => this.send(call));

  private constructor(private readonly client: Client) {
    if (!client.session) throw new GenericError('the hub gave no session');
    this.sessionId = client.session.id;
  }

  /**
   * Logs in with what the settings hold and makes the session the only one of the host's user.
   * @param force Takes that right from another session.
   * @param signal Gives up, and closes what is open by then.
   */
  static async login(
    settings: BuilderSettings,
    force: boolean,
    log: Log,
    signal?: AbortSignal,
  ): Promise<ClientSession> {
    const client = createClient({
      url: settings.server ?? '',
      auth: credentials(settings),
      retries: settings.max_retries,
      retryInterval: settings.retry_interval,
      offlineRetry: settings.offline_retry,
      offlineRetryInterval: settings.offline_retry_interval,
      verify: !settings.no_ssl_verify,
      log: (message) => log.warn(message),
      ...(settings.timeout !== undefined && { timeout: settings.timeout }),
      ...(settings.serverca !== undefined && { serverCa: settings.serverca }),
    });
    const giveUp = (): void => client.close();
    signal?.addEventListener('abort', giveUp, { once: true });
    try {
      signal?.throwIfAborted();
      await client.login({ exclusive: true, force });
      return new ClientSession(client);
    } catch (error) {
      client.close();
      throw error;
    } finally {
      signal?.removeEventListener('abort', giveUp);
    }
  }

  send<Result>(call: HubCall<Result>): Promise<Result> {
    return this.client.send(call);
  }

  callUnchecked(...call: Parameters<TaskHub['callUnchecked']>): Promise<unknown> {
    return this.client.callUnchecked(...call);
  }

  async uploadPiece(
    data: Uint8Array,
    offset: number,
    target: UploadTarget,
    signal?: AbortSignal,
  ): Promise<void> {
    await this.client.uploadChunk(data, { ...target, offset }, signal ? { signal } : {});
  }

  async uploadFile(file: string, target: UploadTarget, options: StreamOptions = {}): Promise<void> {
    await this.upload(file, target, options);
  }

  async uploadStream(
    source: AsyncIterable<Uint8Array>,
    target: UploadTarget,
    options: StreamOptions = {},
  ): Promise<void> {
    await this.upload(source, target, options);
  }

  private async upload(source: UploadSource, target: UploadTarget, options: StreamOptions): Promise<void> {
    const { volume } = target;
    await this.client.upload(source, target.path, target.name, {
      ...options,
      ...(volume === undefined ? {} : { volume }),
    });
  }

  async subsession(): Promise<HubSession> {
    return new ClientSession(await this.client.subsession());
  }

  async logout(): Promise<void> {
    await this.client.logout();
  }

  close(): void {
    this.client.close();
  }
}

/** What the settings log in with. Throws ConfigurationError if that is nothing, or Kerberos. */
export function credentials(settings: BuilderSettings): Auth {
  const { cert, user, password } = settings;
  if (cert !== undefined && existsSync(cert)) return { type: 'ssl', cert };
  if (user !== undefined && password !== undefined) return { type: 'password', user, password };
  // A certificate that is missing and all there is: the login says so.
  if (cert !== undefined) return { type: 'ssl', cert };
  if (settings.keytab !== undefined || settings.krb_principal !== undefined) {
    throw new ConfigurationError('Kerberos logins are not supported: set user and password, or cert');
  }
  throw new ConfigurationError('No username/password/certificate supplied: set user and password, or cert');
}
