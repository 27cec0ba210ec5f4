import {
  ActionNotAllowed,
  AuthError,
  encodeCall,
  isFault,
  isKojiFault,
  callMethod,
  uncheckedCall,
  withKeywords,
  type CallMethod,
  type HubCall,
  type KojiFault,
  type Task,
} from '@kojikit/protocol';
import type { CallOptions } from './call-options.js';
import { withDefaults, type ClientOptions, type Settings } from './client-options.js';
import { decodeAnswer } from './decode-answer.js';
import { ClientClosedError, isDroppedConnection, isTemporary } from './errors.js';
import { hubUrl, loginCall, tlsOf } from './login.js';
import { decodeBatch, multicallOf, type BatchAnswer, type BatchAnswers } from './multicall.js';
import { raceAbort } from './race-abort.js';
import { readCredentials, Session, sessionHeaders, sessionParameters } from './session.js';
import { Transport, type Post } from './transport.js';
import { typedApi, type TypedApi } from './typed-api.js';
import { checkChunk, chunkParameters, type ChunkTarget } from './upload-chunk.js';
import type { TaskOutputOptions } from './task-output.js';
import type { UploadOptions, UploadSource } from './upload.js';
import type { WaitTaskOptions } from './wait-task.js';

/** What becomes of other sessions of the user. */
export interface LoginOptions {
  /** Make this the user's only session, as builders do. */
  readonly exclusive?: boolean;
  /** With `exclusive`: end the session that is in the way. */
  readonly force?: boolean;
  /** Ends the login. The promise rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** A request that can be sent again as it is: the call number is part of it. */
type Prepared = Omit<Post, 'signal'>;

/**
 * A connection to a hub, anonymous until `login`.
 *
 * With a session, calls are sent one after the other, because the hub wants their numbers in order: put calls that wait
 * for news on a `subsession` or a client of their own. Anonymous calls run side by side.
 *
 * When the hub is not reached, a call of a session is sent again with the same number (the hub notices what it has done
 * already and answers a RetryError for what it may not do twice); anonymous calls only with `anonRetry`.
 */
export class Client {
  /** Every method as a typed function of named parameters. */
  readonly api: TypedApi = typedApi((call) => this.send(call));
  /** Calls a method by its name, with options for this call. Throws what `send` throws. */
  readonly call: CallMethod<CallOptions> = callMethod((call, options) => this.send(call, options));
  readonly url: string;
  private readonly settings: Settings;
  private readonly transport: Transport;
  private current: Session | undefined;
  private exclusive = false;
  private resent = 0;
  private version: string | undefined;
  private turn: Promise<unknown> = Promise.resolve();
  private readonly closed = new AbortController();

  constructor(
    readonly options: ClientOptions,
    session?: Session,
  ) {
    this.settings = withDefaults(options);
    this.url = hubUrl(this.settings);
    this.transport = new Transport(tlsOf(this.settings));
    this.current = session;
  }

  /** The session, while there is one. */
  get session(): Session | undefined {
    return this.current;
  }

  get loggedIn(): boolean {
    return this.current !== undefined;
  }

  /** The hub's version, once a hub of Koji 1.35 or newer has answered a call. */
  get hubVersion(): string | undefined {
    return this.version;
  }

  /** How often a request had to be sent again so far. */
  get resends(): number {
    return this.resent;
  }

  get uploadBlockSize(): number {
    return this.settings.uploadBlockSize;
  }

  /**
   * Sends a call. Throws the hub's KojiFault, a ClientError when the hub gave no answer, or the reason of an aborted signal.
   *
   * What the hub returns is taken for what the contract says: our hub is compiled against it, Koji's is compared with it.
   */
  async send<Result>(call: HubCall<Result>, options: CallOptions = {}): Promise<Result> {
    return (await this.dispatch(call, options)) as Result;
  }

  /**
   * Calls a method that the contract does not know: one that a user has typed, or one of another version of the hub.
   * Keywords that are undefined are not sent.
   */
  callUnchecked(
    method: string,
    positional: readonly unknown[] = [],
    keywords: Readonly<Record<string, unknown>> = {},
    options: CallOptions = {},
  ): Promise<unknown> {
    return this.send(uncheckedCall(method, positional, keywords), options);
  }

  /** Logs in with the client's credentials. Throws AuthError, or ActionNotAllowed when the hub does not know them. */
  async login(options: LoginOptions = {}): Promise<void> {
    const { exclusive = false, force = false, signal } = options;
    await this.inTurn(() => this.openSession({}, signal), signal);
    if (!exclusive) return;
    await this.call('exclusiveSession', { force }, { signal });
    this.exclusive = true;
  }

  /** Ends the session; on a hub of its own choice another one of the user. Not sent again when it fails. */
  async logout(sessionId?: number, { signal }: Pick<CallOptions, 'signal'> = {}): Promise<void> {
    const session = this.current;
    if (session === undefined) return;
    const keywords = sessionId === undefined ? {} : { session_id: sessionId };
    try {
      await this.inTurn(
        () => this.sendOnce(this.prepareCall('logout', withKeywords([], keywords)), signal),
        signal,
      );
    } catch (error) {
      if (!isFault(error, 'AuthExpired')) throw error;
    }
    if (sessionId === undefined || sessionId === session.id) this.current = undefined;
  }

  /** A client with a session below this one: it ends with this one and has call numbers of its own. */
  async subsession(options: CallOptions = {}): Promise<Client> {
    return new Client(this.options, this.newSession(await this.call('subsession', {}, options)));
  }

  /**
   * Sends many calls in one request: one transaction on the hub. With `batch` at most so many per request, each a
   * transaction of its own. Faults of single calls are answered, not thrown.
   */
  async multicall<const Calls extends readonly HubCall[]>(
    calls: Calls,
    options: CallOptions & { readonly batch?: number } = {},
  ): Promise<BatchAnswers<Calls>> {
    const size = options.batch !== undefined && options.batch > 0 ? options.batch : Math.max(calls.length, 1);
    const answers: BatchAnswer[] = [];
    for (let start = 0; start < calls.length; start += size) {
      const group = calls.slice(start, start + size);
      answers.push(...decodeBatch(await this.send(multicallOf(group), options), group));
    }
    // A cast: a list that was filled piece by piece has no places that the compiler knows.
    return answers as BatchAnswers<Calls>;
  }

  /** Uploads a file, bytes or a stream to a folder below the hub's work folder, and checks what arrived. */
  async upload(source: UploadSource, path: string, name?: string, options?: UploadOptions): Promise<void> {
    const { upload } = await import('./upload.js');
    await upload(this, source, path, name, options);
  }

  /** Writes bytes into a file on the hub at an offset and checks them; a log that grows is sent this way. */
  async uploadChunk(data: Uint8Array, target: ChunkTarget, options: CallOptions = {}): Promise<void> {
    const prepare = () => this.prepareUpload(data, target, options.timeout);
    checkChunk(
      data,
      await this.inTurn(() => this.sendRenewing('rawUpload', prepare, options.signal), options.signal),
    );
  }

  /**
   * Part of a file that a task has uploaded, up to its end unless `size` says otherwise. All of it is in memory: for files
   * of any size there is `readTaskOutput`.
   */
  async downloadTaskOutput(
    taskId: number,
    fileName: string,
    options: TaskOutputOptions = {},
  ): Promise<Buffer> {
    const pieces: Buffer[] = [];
    for await (const piece of this.readTaskOutput(taskId, fileName, options)) pieces.push(piece);
    return Buffer.concat(pieces);
  }

  /**
   * The same in pieces, one in memory at a time.
   * @example
   * await pipeline(client.readTaskOutput(12, 'tree.tar.gz'), createWriteStream('tree.tar.gz'));
   */
  async *readTaskOutput(
    taskId: number,
    fileName: string,
    options: TaskOutputOptions = {},
  ): AsyncGenerator<Buffer, void, undefined> {
    const { readTaskOutput } = await import('./task-output.js');
    yield* readTaskOutput(this, taskId, fileName, options);
  }

  /**
   * Waits until a task has ended, well or not, and returns it. Throws GenericError when there is no such task. The questions go
   * over a connection without the session, so that its other calls go on meanwhile.
   * @example
   * const { state } = await client.waitTask(12, { signal: AbortSignal.timeout(60_000) });
   */
  async waitTask(taskId: number, options: WaitTaskOptions = {}): Promise<Task> {
    this.closed.signal.throwIfAborted();
    const { waitTask } = await import('./wait-task.js');
    if (this.current === undefined) return waitTask(this, taskId, options);
    // As patient as the calls of the session are.
    const asking = new Client({ ...this.options, auth: undefined, anonRetry: true });
    const close = () => asking.close();
    this.closed.signal.addEventListener('abort', close);
    try {
      return await waitTask(asking, taskId, options);
    } finally {
      this.closed.signal.removeEventListener('abort', close);
      close();
    }
  }

  /** Closes connections; calls under way and later ones fail with ClientClosedError. The session lives on until it expires: call `logout` first. */
  close(): void {
    this.closed.abort(new ClientClosedError());
    this.transport.close();
  }

  /** With a session: after the calls before it. An aborted call leaves the queue at once. */
  private async inTurn<Result>(work: () => Promise<Result>, signal?: AbortSignal): Promise<Result> {
    signal?.throwIfAborted();
    if (this.current === undefined) return work();
    const mine = this.turn.then(() => {
      signal?.throwIfAborted();
      return work();
    });
    this.turn = mine.catch(() => undefined);
    return raceAbort(mine, signal);
  }

  private dispatch({ method, params }: HubCall, { session, timeout, signal }: CallOptions): Promise<unknown> {
    if (session !== undefined) {
      return this.sendOnce(this.prepareAs(session, method, params, timeout), signal);
    }
    const prepare = () => this.prepareCall(method, params, timeout);
    return this.inTurn(() => this.sendRenewing(method, prepare, signal), signal);
  }

  private async openSession(renewal: Record<string, unknown>, signal?: AbortSignal): Promise<void> {
    const { method, positional, keywords } = loginCall(this.settings.auth, renewal);
    const post = this.prepareCall(method, withKeywords(positional, keywords), this.settings.authTimeout);
    this.current = this.newSession(await this.sendPersistently(method, post, signal));
  }

  private newSession(answer: unknown): Session {
    const credentials = readCredentials(answer);
    if (credentials === undefined) throw new AuthError('unable to obtain a session');
    return new Session(credentials);
  }

  private prepareCall(method: string, params: readonly unknown[], timeout = this.settings.timeout): Prepared {
    const url = method === 'sslLogin' ? `${this.url}/ssllogin` : this.url;
    const body = Buffer.from(encodeCall(method, params), 'utf8');
    return this.withSession(url, {}, 'text/xml', body, timeout);
  }

  private prepareAs(
    session: NonNullable<CallOptions['session']>,
    method: string,
    params: readonly unknown[],
    timeout = this.settings.timeout,
  ): Prepared {
    const headers = {
      ...this.headersOf('text/xml'),
      'Koji-Session-Id': String(session.id),
      'Koji-Session-Key': session.key,
    };
    return { url: this.url, headers, body: Buffer.from(encodeCall(method, params), 'utf8'), timeout };
  }

  private prepareUpload(data: Uint8Array, target: ChunkTarget, timeout = this.settings.timeout): Prepared {
    if (this.current === undefined) throw new ActionNotAllowed('You must be logged in to upload files');
    const body = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
    return this.withSession(this.url, chunkParameters(target), 'application/octet-stream', body, timeout);
  }

  private withSession(
    url: string,
    parameters: Record<string, string>,
    contentType: string,
    body: Buffer,
    timeout: number,
  ): Prepared {
    const headers = this.headersOf(contentType);
    const session = this.current;
    if (session === undefined) return { url: withQuery(url, parameters), headers, body, timeout };
    const callNumber = session.nextCallNumber();
    const query = session.credentials.headerAuth
      ? parameters
      : { ...parameters, ...sessionParameters(session, callNumber) };
    return {
      url: withQuery(url, query),
      headers: { ...headers, ...sessionHeaders(session, callNumber) },
      body,
      timeout,
    };
  }

  private headersOf(contentType: string): Record<string, string> {
    const { headers, userAgent } = this.settings;
    return { ...headers, 'User-Agent': userAgent, 'Content-Type': contentType };
  }

  /** Renews an expired session once, then sends the call again with a number of the new session. */
  private async sendRenewing(
    method: string,
    prepare: () => Prepared,
    signal?: AbortSignal,
  ): Promise<unknown> {
    try {
      return await this.sendPersistently(method, prepare(), signal);
    } catch (error) {
      if (!isFault(error, 'AuthExpired') || this.current === undefined || this.settings.auth === undefined)
        throw error;
      this.settings.log(`the session ${this.current.id} expired: logging in again`);
      await this.openSession({ renew: true, exclusive: this.exclusive }, signal);
      return this.sendPersistently(method, prepare(), signal);
    }
  }

  private async sendPersistently(method: string, post: Prepared, signal?: AbortSignal): Promise<unknown> {
    const { retries, retryInterval, anonRetry, offlineRetry, offlineRetryInterval, log } = this.settings;
    const mayRetry = this.current !== undefined || anonRetry;
    for (let tries = 1; ; tries++) {
      try {
        return await this.sendOnce(post, signal);
      } catch (error) {
        if (signal?.aborted) throw error;
        if (isOffline(error) && offlineRetry) {
          log(`the hub is offline: trying again in ${offlineRetryInterval} seconds`);
          await this.pause(offlineRetryInterval, signal);
          tries = 0;
          continue;
        }
        if (!mayRetry || !isTemporary(error) || tries > retries || this.closed.signal.aborted) throw error;
        log(`try ${tries} of ${method} failed: ${(error as Error).message}`);
        this.resent++;
        if (tries > 1) await this.pause(retryInterval, signal);
      }
    }
  }

  /** Sends, and once more at once when a kept connection turns out to be gone. */
  private async sendOnce(post: Prepared, signal?: AbortSignal): Promise<unknown> {
    const request = { ...post, signal };
    try {
      const answer = await this.transport.post(request).catch((error: unknown) => {
        signal?.throwIfAborted();
        if (!isDroppedConnection(error) || this.closed.signal.aborted) throw error;
        this.resent++;
        return this.transport.post(request);
      });
      this.version = answer.hubVersion ?? this.version;
      return decodeAnswer(answer, post.url);
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    }
  }

  private async pause(seconds: number, signal?: AbortSignal): Promise<void> {
    const { setTimeout: sleep } = await import('node:timers/promises');
    const signals = signal === undefined ? this.closed.signal : AbortSignal.any([signal, this.closed.signal]);
    await sleep(seconds * 1000, undefined, { signal: signals }).catch(() => {
      throw signals.reason;
    });
  }
}

/** A client for a hub. Nothing is sent before the first call. */
export const createClient = (options: ClientOptions): Client => new Client(options);

function isOffline(error: unknown): error is KojiFault {
  return isKojiFault(error) && isFault(error, 'ServerOffline');
}

function withQuery(url: string, parameters: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams(parameters).toString();
  return query === '' ? url : `${url}?${query}`;
}
