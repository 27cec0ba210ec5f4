import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import type { Agent as HttpsAgent } from 'node:https';
import {
  ClientClosedError,
  ClientError,
  HUB_URL_HINT,
  HubConnectionError,
  HubHttpError,
  HubTimeoutError,
  HubTlsError,
  isTlsCode,
  NotAHubError,
} from './errors.js';
import { reasonOf } from './connection-reason.js';

/** What TLS needs: PEM texts, read by the caller. */
export interface TlsSettings {
  readonly ca?: string;
  /** Certificate and key in one text. */
  readonly clientCertificate?: string;
  readonly verify: boolean;
}

export interface Post {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Seconds without a byte before the request fails. */
  readonly timeout: number;
  readonly signal?: AbortSignal;
}

export interface Answer {
  readonly body: Buffer;
  /** The `Koji-Version` header of newer hubs. */
  readonly hubVersion: string | undefined;
  /** What the server calls the answer, such as `text/html`. */
  readonly contentType: string | undefined;
}

const MAX_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 307, 308]);

/** Sends requests over connections that are kept open. Idle connections do not keep the process alive. */
export class Transport {
  private readonly tls: () => TlsSettings;
  private readonly http = new HttpAgent({ keepAlive: true });
  private https: Promise<HttpsAgent> | undefined;
  private closed = false;

  constructor(tls: () => TlsSettings) {
    this.tls = tls;
  }

  /**
   * Posts and reads the whole answer. Redirects are followed as POST, but only on the same machine and never from
   * https to http: the request carries a session's key. Throws HubConnectionError, HubHttpError or
   * ClientClosedError; when the signal aborts, one of them or its reason.
   */
  async post(post: Post): Promise<Answer> {
    let url = new URL(post.url);
    for (let redirects = 0; ; redirects++) {
      const response = await this.send(url, post);
      const status = response.statusCode ?? 0;
      const { location } = response.headers;
      if (REDIRECTS.has(status) && location !== undefined) {
        response.resume();
        if (redirects === MAX_REDIRECTS) throw new HubHttpError(`${shown(url)} redirects too often`, status);
        url = redirected(url, location, status);
        continue;
      }
      const body = await this.readBody(response, url);
      if (status !== 200) throw httpError(url, response, body);
      const version = response.headers['koji-version'];
      return {
        body,
        hubVersion: typeof version === 'string' ? version : undefined,
        contentType: response.headers['content-type'],
      };
    }
  }

  /** Closes all connections; requests under way fail. */
  close(): void {
    this.closed = true;
    this.http.destroy();
    void this.https?.then((agent) => agent.destroy());
  }

  private async send(url: URL, post: Post): Promise<IncomingMessage> {
    if (this.closed) throw new ClientClosedError();
    const agent = url.protocol === 'https:' ? await (this.https ??= secureAgent(this.tls())) : this.http;
    return new Promise((resolve, reject) => {
      post.signal?.throwIfAborted();
      const request = httpRequest(url, {
        method: 'POST',
        headers: { ...post.headers, 'Content-Length': String(post.body.length) },
        agent,
        timeout: post.timeout * 1000,
        signal: post.signal,
      });
      request.once('response', resolve);
      request.once('timeout', () => {
        request.destroy(
          new HubTimeoutError(`no answer from ${shown(url)} within ${post.timeout} seconds`, {
            systemCode: 'ETIMEDOUT',
          }),
        );
      });
      request.once('error', (error) => reject(this.reasonOfFailure(error, url)));
      request.end(post.body);
    });
  }

  /* By its events: what iterating over a stream needs costs a short program a millisecond to load. */
  private readBody(response: IncomingMessage, url: URL): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const pieces: Buffer[] = [];
      const fail = (error: Error): void => reject(this.reasonOfFailure(error, url));
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.once('end', () => resolve(Buffer.concat(pieces)));
      response.once('error', fail);
      response.once('close', () => {
        if (!response.complete) fail(new Error('the answer broke off'));
      });
    });
  }

  /** What to throw for what Node says; of a closed client, that it was closed. */
  private reasonOfFailure(error: unknown, url: URL): Error {
    if (this.closed) return new ClientClosedError();
    if (error instanceof ClientError) return error;
    const { code } = error as NodeJS.ErrnoException;
    const Failure = isTlsCode(code) ? HubTlsError : HubConnectionError;
    return new Failure(`cannot reach ${shown(url)}: ${reasonOf(error as NodeJS.ErrnoException)}`, {
      systemCode: code,
      cause: error,
    });
  }
}

/** Loaded when it is needed: without TLS a short command starts noticeably sooner. */
async function secureAgent({ ca, clientCertificate, verify }: TlsSettings): Promise<HttpsAgent> {
  const { Agent } = await import('node:https');
  return new Agent({
    keepAlive: true,
    rejectUnauthorized: verify,
    ...(ca !== undefined && { ca }),
    ...(clientCertificate !== undefined && { cert: clientCertificate, key: clientCertificate }),
  });
}

/** The URL for messages: a query string may hold a session's key. */
const shown = (url: URL): string => `${url.origin}${url.pathname}`;

function redirected(from: URL, location: string, status: number): URL {
  const to = new URL(location, from);
  const downgrade = from.protocol === 'https:' && to.protocol !== 'https:';
  if (to.hostname !== from.hostname || downgrade || !to.protocol.startsWith('http')) {
    throw new HubHttpError(`${shown(from)} redirects to ${shown(to)}, which is not followed`, status);
  }
  return to;
}

function httpError(url: URL, response: IncomingMessage, body: Buffer): HubHttpError {
  const text = response.headers['content-type']?.startsWith('text/plain')
    ? `: ${body.toString('utf8', 0, 300).trim()}`
    : '';
  const answered = `${shown(url)} answered ${response.statusCode} ${response.statusMessage ?? ''}`.trimEnd();
  // Only a wrong URL leads to a page that is not there or does not take calls.
  const status = response.statusCode ?? 0;
  if (status === 404 || status === 405)
    return new NotAHubError(`${answered}${text}: ${HUB_URL_HINT}`, status);
  return new HubHttpError(answered + text, status);
}
