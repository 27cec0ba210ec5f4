import type { Client, ClientOptions } from '@kojikit/client';
import { uncheckedCall } from '@kojikit/protocol';
import type { Settings } from '../config/settings.js';
import { LoggedError } from '../errors.js';
import type { BatchCall, HubSession, UploadOptions } from './hub-session.js';

const notAUrl = (server: string): LoggedError =>
  new LoggedError(
    'InvalidURL',
    `server = ${server} is not the URL of a hub, which looks like https://koji.example.com/kojihub`,
  );

/** A session that loads the client and connects when the first call is made, so that `koji help` costs neither. */
export class LazyHubSession implements HubSession {
  readonly url: string;
  authtype: string | undefined;
  readonly #settings: Settings;
  readonly #debug: (line: string) => void;
  #client: Client | undefined;

  /** @param debug receives lines for the log when the user asks for them */
  constructor(settings: Settings, debug: (line: string) => void) {
    this.url = settings.server;
    this.#settings = settings;
    this.#debug = debug;
  }

  get loggedIn(): boolean {
    return this.authtype !== undefined;
  }

  async call<T = unknown>(
    method: string,
    params: readonly unknown[] = [],
    keywords: Readonly<Record<string, unknown>> = {},
    options: { readonly signal?: AbortSignal } = {},
  ): Promise<T> {
    const client = this.#client ?? (await this.#open());
    return (await client.callUnchecked(method, params, keywords, options)) as T;
  }

  async batch<T = unknown>(calls: readonly BatchCall[]): Promise<T[]> {
    const settled = await this.batchSettled<T>(calls);
    for (const answer of settled) if (answer instanceof Error) throw answer;
    return settled as T[];
  }

  async batchSettled<T = unknown>(calls: readonly BatchCall[]): Promise<Array<T | Error>> {
    if (calls.length === 0) return [];
    const client = this.#client ?? (await this.#open());
    const answers = await client.multicall(
      calls.map(({ method, params, keywords }) => uncheckedCall(method, params, keywords)),
    );
    return answers.map((answer) => ('fault' in answer ? answer.fault : (answer.result as T)));
  }

  async upload(file: string, path: string, options: UploadOptions = {}): Promise<void> {
    const { uploadFile } = await import('./upload-file.js');
    await uploadFile(this.#client ?? (await this.#open()), file, path, options);
  }

  async loginWithPassword(): Promise<void> {
    const { user = '', password = '' } = this.#settings;
    await this.#login({ type: 'password', user, password });
    this.authtype = 'password';
  }

  async loginWithCertificate(how: { cert: string; serverCa?: string; proxyUser?: string }): Promise<void> {
    await this.#login({ type: 'ssl', ...how });
    this.authtype = 'ssl';
  }

  async logout(): Promise<void> {
    if (!this.loggedIn) return;
    this.authtype = undefined;
    try {
      await this.#client?.logout();
    } catch {
      // The session expires by itself; the command's own outcome is what counts.
    }
  }

  close(): void {
    this.#client?.close();
    this.#client = undefined;
  }

  async #login(auth: ClientOptions['auth']): Promise<void> {
    this.close();
    const client = await this.#open(auth);
    await client.login();
  }

  async #open(auth?: ClientOptions['auth']): Promise<Client> {
    const settings = this.#settings;
    if (settings.debug) this.#debug('Opening new requests session');
    if (!/^https?:$/.test(URL.canParse(this.url) ? new URL(this.url).protocol : '')) throw notAUrl(this.url);
    const { createClient } = await import('@kojikit/client');
    this.#client = createClient({
      url: this.url,
      auth,
      retries: settings.maxRetries,
      retryInterval: settings.retryInterval,
      anonRetry: settings.anonRetry,
      offlineRetry: settings.offlineRetry,
      offlineRetryInterval: settings.offlineRetryInterval,
      timeout: settings.timeout,
      serverCa: settings.serverca || undefined,
      verify: !settings.noSslVerify,
    });
    return this.#client;
  }
}
