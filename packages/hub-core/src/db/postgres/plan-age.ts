/** Milliseconds that the first plans are kept, and the most that any are. */
const FIRST = 4_000;
const MOST = 300_000;

/**
 * How old the plans of a connection's prepared statements are. PostgreSQL keeps a plan until the tables' statistics change: one that was
 * made when a table had a page reads the whole table still when it has thousands, and on a young site all tables grow at once, before
 * the server's own upkeep has looked at any. So plans are given up after a time, which doubles up to five minutes.
 */
export class PlanAge {
  private madeAt = performance.now();
  private most = FIRST;

  /** Whether the plans are to be given up now; from then on the new ones are counted. */
  isOver(): boolean {
    const now = performance.now();
    if (now - this.madeAt < this.most) return false;
    this.madeAt = now;
    this.most = Math.min(this.most * 2, MOST);
    return true;
  }
}
