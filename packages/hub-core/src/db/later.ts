import type { Row } from './statement.js';

/** A write that may not have been sent yet. */
export interface Later<R = Row> {
  /** Sends it if that was not done, and returns the rows that it answers with. Throws what it fails with. */
  rows(): Promise<R[]>;
}
