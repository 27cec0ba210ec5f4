import type { InsideAnswer, InsideCall } from './inside-call.js';
import type { RequestInfo } from './request-info.js';
import type { ReadState } from './state.js';

/** A call that a page makes. */
export type PageCall = InsideCall;
/** What came of a call that a page made. */
export type PageAnswer = InsideAnswer;

/** A request for a page, and who makes it. */
export interface Visit {
  /** With the address that the visitor typed, as far as a trusted proxy tells. Bodies have at most 64 KiB. */
  readonly request: Request;
  /** The visitor's address, after trusted proxies were looked through. */
  readonly remoteAddress: string;
  readonly clientCertificate?: RequestInfo['clientCertificate'];
  readonly remoteUser?: string;
}

/** The hub as a page sees it. */
export interface PageHub {
  /**
   * Calls API methods for the visitor, one after another in one transaction. A fault of one leaves the others alone.
   * Never throws.
   * @param session the visitor's session; anonymous without it.
   * @param signal ends calls that wait.
   */
  calls(
    calls: readonly PageCall[],
    visit: Visit,
    session?: { readonly id: number; readonly key: string },
    signal?: AbortSignal,
  ): Promise<PageAnswer[]>;
  /** What a plugin's `setup` has kept for this hub. Throws when it has kept nothing under this key. */
  readonly state: ReadState;
  /** Aborted when the server is about to close: answers that go on must end. */
  readonly closing: AbortSignal;
}

/** A page that a module adds to the hub's HTTP server, for every HTTP method. */
export interface Route {
  /** `/hello`, or with everything below it: `/hello/*`. */
  readonly path: string;
  readonly handler: (visit: Visit, hub: PageHub) => Promise<Response> | Response;
}
