import type { Backlog } from '../delivery/backlog.js';
import type { Entry } from './entry.js';

/** Messages that are in memory only. What was not accepted is in `left` afterwards. */
export class MemoryBacklog implements Backlog {
  /** In the order in which they came. */
  readonly left: Set<Entry>;
  private rest: Entry[];

  constructor(
    entries: readonly Entry[],
    private readonly onSent: (entries: readonly Entry[]) => Promise<void>,
  ) {
    this.left = new Set(entries);
    this.rest = [...entries];
  }

  async next(limit: number): Promise<Entry[]> {
    return this.rest.splice(0, limit);
  }

  async accepted(entries: readonly Entry[]): Promise<void> {
    for (const entry of entries) this.left.delete(entry);
    await this.onSent(entries);
  }

  async failed(entry: Entry): Promise<'waits'> {
    if (!this.left.has(entry)) throw new Error('a message failed that was not under way');
    return 'waits';
  }
}
