import type { HubCall } from '@kojikit/protocol';

/** What came of a call: a result or a fault. */
export type Answer =
  { readonly result: unknown } | { readonly fault: { readonly code: number; readonly message: string } };

/** A session of the hub. */
export interface HubSession {
  readonly id: number;
  readonly key: string;
}

/** The hub as the pages reach it for one visitor: in the process, or over the wire. */
export interface HubConnection {
  /** Returns every call, in order; a fault of one leaves the others alone. Throws when the hub is out of reach. */
  calls(asks: readonly HubCall[], session?: HubSession, signal?: AbortSignal): Promise<readonly Answer[]>;
  /** Tells visitors apart, for limits: their address. Default: all are one. */
  readonly visitor?: string;
  /** Aborted when the server is about to close: answers that go on must end. */
  readonly closing?: AbortSignal;
}
