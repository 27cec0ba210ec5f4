import { ActionNotAllowed, encodeCall } from '@kojikit/protocol';
import type { CallOptions } from './call-options.js';
import type { Settings } from './client-options.js';
import { sessionHeaders, sessionParameters, type Session } from './session.js';
import type { Post } from './transport.js';
import { chunkParameters, type ChunkTarget } from './upload-chunk.js';

/** A request that can be sent again as it is: the call number is part of it. */
export type WrittenRequest = Omit<Post, 'signal'>;

const CALL = 'text/xml';
const BYTES = 'application/octet-stream';

/** Writes calls and blocks of files as requests to a hub. With a session of the client they take its next call number. */
export class RequestWriter {
  constructor(
    private readonly url: string,
    private readonly settings: Settings,
  ) {}

  call(
    session: Session | undefined,
    method: string,
    params: readonly unknown[],
    timeout = this.settings.timeout,
  ): WrittenRequest {
    const url = method === 'sslLogin' ? `${this.url}/ssllogin` : this.url;
    return this.numbered(session, url, {}, CALL, bodyOf(method, params), timeout);
  }

  /** A call within a session of somebody else, whose numbers nobody here counts. */
  callAs(
    session: NonNullable<CallOptions['session']>,
    method: string,
    params: readonly unknown[],
    timeout = this.settings.timeout,
  ): WrittenRequest {
    const headers = { ...this.headersOf(CALL), ...sessionHeaders(session) };
    return { url: this.url, headers, body: bodyOf(method, params), timeout };
  }

  /** A block of a file. Throws ActionNotAllowed without a session. */
  upload(
    session: Session | undefined,
    data: Uint8Array,
    target: ChunkTarget,
    timeout = this.settings.timeout,
  ): WrittenRequest {
    if (session === undefined) throw new ActionNotAllowed('You must be logged in to upload files');
    const body = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
    return this.numbered(session, this.url, chunkParameters(target), BYTES, body, timeout);
  }

  private numbered(
    session: Session | undefined,
    url: string,
    parameters: Record<string, string>,
    contentType: string,
    body: Buffer,
    timeout: number,
  ): WrittenRequest {
    const headers = this.headersOf(contentType);
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
}

const bodyOf = (method: string, params: readonly unknown[]): Buffer =>
  Buffer.from(encodeCall(method, params), 'utf8');

function withQuery(url: string, parameters: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams(parameters).toString();
  return query === '' ? url : `${url}?${query}`;
}
