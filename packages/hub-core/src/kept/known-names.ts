import type { Changes, Queries } from '../db/database.js';
import { namesIn } from './names-in.js';

/** Milliseconds that what was learnt about the site's tables is taken for true. */
const LEARNT_FOR = 60_000;
/** Statements of which the tables are remembered. */
const MOST_STATEMENTS = 1000;

/** Rows of it never change, and are found by those that refer to them. */
const UNCHANGING = 'events';

/** Words that mean something else each time, though no table has changed. */
const CHANGING = [
  'now',
  'random',
  'current_date',
  'current_time',
  'current_timestamp',
  'localtimestamp',
  'clock_timestamp',
];

/** Which tables statements read, of those whose changes are noted. */
export class KnownNames {
  private watched = new Map<string, boolean>();
  private learnt = -Infinity;
  private readonly tables = new Map<string, readonly string[] | undefined>();

  /**
   * The tables that statements read; undefined when they read anything else that could change unnoticed: another table,
   * a view, a function of the site's own.
   */
  async tablesOf(
    db: Queries,
    changes: Changes,
    texts: Iterable<string>,
  ): Promise<readonly string[] | undefined> {
    if (performance.now() - this.learnt > LEARNT_FOR) await this.learn(db, changes);
    const all = new Set<string>();
    for (const text of texts) {
      const tables = this.tablesIn(text);
      if (tables === undefined) return undefined;
      for (const table of tables) all.add(table);
    }
    return [...all].sort();
  }

  private async learn(db: Queries, changes: Changes): Promise<void> {
    const now = performance.now();
    const names = await db.all<{ name: string; watched: boolean }>(changes.names());
    this.watched = new Map();
    // A name may be that of several things.
    for (const { name, watched } of names)
      this.watched.set(name, watched && this.watched.get(name) !== false);
    this.watched.delete(UNCHANGING);
    for (const word of CHANGING) this.watched.set(word, false);
    this.tables.clear();
    this.learnt = now;
  }

  private tablesIn(text: string): readonly string[] | undefined {
    if (!this.tables.has(text)) {
      if (this.tables.size >= MOST_STATEMENTS) this.tables.clear();
      const named = [...namesIn(text)].filter((name) => this.watched.has(name));
      this.tables.set(text, named.every((name) => this.watched.get(name)) ? named : undefined);
    }
    return this.tables.get(text);
  }
}
