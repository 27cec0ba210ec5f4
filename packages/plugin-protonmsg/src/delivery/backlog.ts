import type { Outcome } from '../broker/broker-session.js';
import type { Entry } from '../queue/entry.js';

/** Where a pump takes messages from, and whom it tells what became of them. */
export interface Backlog {
  /** The next messages in order, each given once; none when there are no more for now. */
  next(limit: number): Promise<Entry[]>;
  /** The broker has these. */
  accepted(entries: readonly Entry[]): Promise<void>;
  /** The broker does not have this one, and later ones of the same object must wait for it unless it is `dead`. */
  failed(entry: Entry, outcome: Exclude<Outcome, { kind: 'accepted' }>): Promise<'waits' | 'dead'>;
}
