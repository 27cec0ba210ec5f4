import type { HubCall } from '@kojikit/protocol';

/** What came of a call: a result or a fault. */
export type Answer =
  { readonly result: unknown } | { readonly fault: { readonly code: number; readonly message: string } };

/** A session of the hub. */
export interface HubSession {
  readonly id: number;
  readonly key: string;
}

/** Who a visitor has proved to be without a password: by a certificate, or to a web server in front. */
export interface Proof {
  /** How the certificate or the server names the visitor. */
  readonly name: string;
  /** Opens a session for the visitor: answers what the hub's `sslLogin` answers. */
  readonly logIn: (signal?: AbortSignal) => Promise<Answer>;
}

/** The hub as the pages reach it for one visitor: in the process, or over the wire. */
export interface HubConnection {
  /** Returns every call, in order; a fault of one leaves the others alone. Throws when the hub is out of reach. */
  calls(asks: readonly HubCall[], session?: HubSession, signal?: AbortSignal): Promise<readonly Answer[]>;
  /** Stands for the hub: readers of one may share what they ask for. Default: nothing is shared. */
  readonly hub?: object;
  /** Tells visitors apart, for limits: their address. Default: all are one. */
  readonly visitor?: string;
  /** What the visitor can log in with instead of a password. */
  readonly proof?: Proof | undefined;
  /** Aborted when the server is about to close: answers that go on must end. */
  readonly closing?: AbortSignal;
}
