import type { Entry } from '../queue/entry.js';

/** What a broker says of one message. Only `accepted` means that it has it. */
export type Outcome =
  | { readonly kind: 'accepted' }
  /** It does not want it; after enough of these the message is dead. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** It was not asked, or not its fault: to be tried again for as long as it takes. */
  | { readonly kind: 'unsent'; readonly reason: string };

/** The reason of connections that ended in order. */
export const CLOSED_BY_US = 'closed by the hub';

/** Why a connection ended. */
export interface Loss {
  readonly reason: string;
  /** The broker closed it with an error, maybe because of a message under way. */
  readonly protested: boolean;
}

/** An open connection to one broker. */
export interface BrokerSession {
  /** The broker's name: host and port. */
  readonly name: string;
  /** How many messages may be under way at once. */
  readonly window: number;
  /** Sends; `settle` is called once, unless the connection ends before. */
  send(entry: Entry, settle: (outcome: Outcome) => void): void;
  /** Resolves when the connection has ended, for whatever reason. */
  readonly ended: Promise<Loss>;
  close(): Promise<void>;
}
