import {
  AuthError,
  isFault,
  callMethod,
  uncheckedCall,
  withKeywords,
  type CallMethod,
  type HubCall,
  type Task,
} from '@kojikit/protocol';
import type { CallOptions } from './call-options.js';
import { withDefaults, type ClientOptions, type Settings } from './client-options.js';
import type { LoginOptions } from './login-options.js';
import { hubUrl, loginCall } from './login.js';
import { decodeBatch, multicallOf, type BatchAnswer, type BatchAnswers } from './multicall.js';
import { RequestWriter, type WrittenRequest } from './request-writer.js';
import { Sender } from './sender.js';
import { readCredentials, Session } from './session.js';
import { Turns } from './turns.js';
import { typedApi, type TypedApi } from './typed-api.js';
import { checkChunk, type ChunkTarget } from './upload-chunk.js';
import type { TaskOutputOptions } from './task-output.js';
import type { UploadOptions, UploadSource } from './upload.js';
import type { WaitTaskOptions } from './wait-task.js';

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
  private readonly writer: RequestWriter;
  private readonly sender: Sender;
  private readonly turns = new Turns();
  private current: Session | undefined;
  private exclusive = false;

  constructor(
    readonly options: ClientOptions,
    session?: Session,
  ) {
    this.settings = withDefaults(options);
    this.url = hubUrl(this.settings);
    this.writer = new RequestWriter(this.url, this.settings);
    this.sender = new Sender(this.settings);
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
    return this.sender.hubVersion;
  }

  /** How often a request had to be sent again so far. */
  get resends(): number {
    return this.sender.resends;
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
        () => this.sender.once(this.writer.call(this.current, 'logout', withKeywords([], keywords)), signal),
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
    const { timeout, signal } = options;
    const write = () => this.writer.upload(this.current, data, target, timeout);
    checkChunk(data, await this.inTurn(() => this.sendRenewing('rawUpload', write, signal), signal));
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
    const { closed } = this.sender;
    closed.throwIfAborted();
    const { waitTask } = await import('./wait-task.js');
    if (this.current === undefined) return waitTask(this, taskId, options);
    // As patient as the calls of the session are.
    const asking = new Client({ ...this.options, auth: undefined, anonRetry: true });
    const close = () => asking.close();
    closed.addEventListener('abort', close);
    try {
      return await waitTask(asking, taskId, options);
    } finally {
      closed.removeEventListener('abort', close);
      close();
    }
  }

  /** Closes connections; calls under way and later ones fail with ClientClosedError. The session lives on until it expires: call `logout` first. */
  close(): void {
    this.sender.close();
  }

  /** With a session: after the calls before it. An aborted call leaves the queue at once. */
  private async inTurn<Result>(work: () => Promise<Result>, signal?: AbortSignal): Promise<Result> {
    signal?.throwIfAborted();
    return this.current === undefined ? work() : this.turns.take(work, signal);
  }

  private dispatch({ method, params }: HubCall, { session, timeout, signal }: CallOptions): Promise<unknown> {
    if (session !== undefined) {
      return this.sender.once(this.writer.callAs(session, method, params, timeout), signal);
    }
    const write = () => this.writer.call(this.current, method, params, timeout);
    return this.inTurn(() => this.sendRenewing(method, write, signal), signal);
  }

  private async openSession(renewal: Record<string, unknown>, signal?: AbortSignal): Promise<void> {
    const { auth, authTimeout } = this.settings;
    const { method, positional, keywords } = loginCall(auth, renewal);
    const params = withKeywords(positional, keywords);
    const request = this.writer.call(this.current, method, params, authTimeout);
    this.current = this.newSession(await this.sendPersistently(method, request, signal));
  }

  private newSession(answer: unknown): Session {
    const credentials = readCredentials(answer);
    if (credentials === undefined) throw new AuthError('unable to obtain a session');
    return new Session(credentials);
  }

  /** Renews an expired session once, then sends the call again with a number of the new session. */
  private async sendRenewing(
    method: string,
    write: () => WrittenRequest,
    signal?: AbortSignal,
  ): Promise<unknown> {
    try {
      return await this.sendPersistently(method, write(), signal);
    } catch (error) {
      if (!isFault(error, 'AuthExpired') || this.current === undefined || this.settings.auth === undefined)
        throw error;
      this.settings.log(`the session ${this.current.id} expired: logging in again`);
      await this.openSession({ renew: true, exclusive: this.exclusive }, signal);
      return this.sendPersistently(method, write(), signal);
    }
  }

  private sendPersistently(method: string, request: WrittenRequest, signal?: AbortSignal): Promise<unknown> {
    const mayRetry = this.current !== undefined || this.settings.anonRetry;
    return this.sender.persistently(method, request, { mayRetry, signal });
  }
}

/** A client for a hub. Nothing is sent before the first call. */
export const createClient = (options: ClientOptions): Client => new Client(options);
