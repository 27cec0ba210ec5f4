import type { AnswerBody } from './answer-body.js';
import type { ClientCertificate } from '../ground/request-info.js';

/** A request as the HTTP layer hands it over; tests make one without a socket. */
export interface HubRequest {
  readonly method: string;
  /** The query string without its question mark. */
  readonly query: string;
  /** Header values by lower-case name. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: AsyncIterable<Uint8Array> | Uint8Array;
  readonly remoteAddress: string;
  readonly clientCertificate?: ClientCertificate;
  readonly remoteUser?: string;
  /** Aborted when the caller went away, or the server is about to close. */
  readonly signal?: AbortSignal;
}

/** What goes back to the caller. */
export interface HubResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Text, its UTF-8 bytes, or a long answer that is read while it is sent: whoever gets it must close it. */
  readonly body: string | Buffer | AnswerBody;
}
