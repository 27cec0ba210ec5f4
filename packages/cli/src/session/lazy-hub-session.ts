import type { BatchAnswer, Client, ClientOptions } from '@kojikit/client';
import { callMethod, uncheckedCall, type HubCall, type ResultsOf } from '@kojikit/protocol';
import type { Settings } from '../config/settings.js';
import { LoggedError } from '../errors.js';
import type { HubCallOptions, HubSession, SettledResults, UploadOptions } from './hub-session.js';

const notAUrl = (server: string): LoggedError =>
  new LoggedError(
    'InvalidURL',
    `server = ${server} is not the URL of a hub, which looks like https://koji.example.com/kojihub`,
  );

/** A session that loads the client and connects when the first call is made, so that `koji help` costs neither. */
export class LazyHubSession implements HubSession {
  readonly url: string;
  authtype: string | undefined;
  readonly call = callMethod<HubCallOptions>((call, options) => this.send(call, options));
  private readonly settings: Settings;
  private readonly debug: (line: string) => void;
  private client: Client | undefined;

  /** @param debug receives lines for the log when the user asks for them */
  constructor(settings: Settings, debug: (line: string) => void) {
    this.url = settings.server;
    this.settings = settings;
    this.debug = debug;
  }

  get loggedIn(): boolean {
    return this.authtype !== undefined;
  }

  async callUnchecked(
    method: string,
    positional: readonly unknown[] = [],
    keywords: Readonly<Record<string, unknown>> = {},
  ): Promise<unknown> {
    return this.send(uncheckedCall(method, positional, keywords));
  }

  async batch<const Calls extends readonly HubCall[]>(calls: Calls): Promise<ResultsOf<Calls>> {
    const answers = await this.multicall(calls);
    const results = answers.map((answer) => {
      if ('fault' in answer) throw answer.fault;
      return answer.result;
    });
    // A cast: the type of a list that is mapped does not tell its places apart.
    return results as ResultsOf<Calls>;
  }

  async batchSettled<const Calls extends readonly HubCall[]>(calls: Calls): Promise<SettledResults<Calls>> {
    const answers = await this.multicall(calls);
    const settled = answers.map((answer) => ('fault' in answer ? answer.fault : answer.result));
    // A cast for the same reason.
    return settled as SettledResults<Calls>;
  }

  async send<Result>(call: HubCall<Result>, options?: HubCallOptions): Promise<Result> {
    const client = this.client ?? (await this.open());
    return client.send(call, options);
  }

  private async multicall(calls: readonly HubCall[]): Promise<readonly BatchAnswer[]> {
    if (calls.length === 0) return [];
    const client = this.client ?? (await this.open());
    return client.multicall(calls);
  }

  async upload(file: string, path: string, options: UploadOptions = {}): Promise<void> {
    const { uploadFile } = await import('./upload-file.js');
    await uploadFile(this.client ?? (await this.open()), file, path, options);
  }

  async loginWithPassword(): Promise<void> {
    const { user = '', password = '' } = this.settings;
    await this.login({ type: 'password', user, password });
    this.authtype = 'password';
  }

  async loginWithCertificate(how: { cert: string; serverCa?: string; proxyUser?: string }): Promise<void> {
    await this.login({ type: 'ssl', ...how });
    this.authtype = 'ssl';
  }

  async subsession(): Promise<HubSession> {
    const session = new LazyHubSession(this.settings, this.debug);
    session.client = await (this.client ?? (await this.open())).subsession();
    session.authtype = this.authtype;
    return session;
  }

  async logout(): Promise<void> {
    if (!this.loggedIn) return;
    this.authtype = undefined;
    try {
      await this.client?.logout();
    } catch {
      // The session expires by itself; the command's own outcome is what counts.
    }
  }

  close(): void {
    this.client?.close();
    this.client = undefined;
  }

  private async login(auth: ClientOptions['auth']): Promise<void> {
    this.close();
    const client = await this.open(auth);
    await client.login();
  }

  private async open(auth?: ClientOptions['auth']): Promise<Client> {
    const settings = this.settings;
    if (settings.debug) this.debug('Opening new requests session');
    if (!/^https?:$/.test(URL.canParse(this.url) ? new URL(this.url).protocol : '')) throw notAUrl(this.url);
    const { createClient } = await import('@kojikit/client');
    this.client = createClient({
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
    return this.client;
  }
}
