import { setImmediate } from 'node:timers/promises';
import type { Changes, Database } from '../db/database.js';

/** Milliseconds after which nothing can be said any more of a moment that nobody has asked about; notes live an hour. */
const LONGEST_UNASKED = 600_000;

/**
 * Looks at which tables have changed: one look for all who ask at the same time. Looks are numbered, and each one begins where the last
 * one has ended, so that a change is seen by the first of them that begins after it is committed.
 */
export class Looks {
  private last = 0;
  /** What was committed at the last look, and when that was asked. */
  private moment: string | undefined;
  private asked = -Infinity;
  /** The first look after which something is known. */
  private first = 0;
  /** The last look that saw a table changed. */
  private readonly changed = new Map<string, number>();
  private next: Promise<number> | undefined;
  private looking: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly database: Pick<Database, 'transaction'>,
    private readonly changes: Changes,
  ) {}

  /** The number of a look that begins after it was asked for, once that is over. Throws what the database throws. */
  look(): Promise<number> {
    return (this.next ??= this.lookNext());
  }

  /** Whether none of the tables was seen to have changed by a look after this one. */
  unchangedSince(look: number, tables: readonly string[]): boolean {
    return look >= this.first && tables.every((table) => (this.changed.get(table) ?? 0) <= look);
  }

  /* Who asks while one is under way could have seen changes that it does not see: the next one is for them. */
  private async lookNext(): Promise<number> {
    await this.looking;
    // Others whose calls have come by now look together with this one.
    await setImmediate();
    this.next = undefined;
    const look = this.ask();
    this.looking = look.catch(() => undefined);
    return look;
  }

  private async ask(): Promise<number> {
    const asked = performance.now();
    const before = asked - this.asked < LONGEST_UNASKED ? this.moment : undefined;
    const found = await this.database.transaction((db) =>
      db.all<{ moment: string; known: boolean; relation: string | null }>(this.changes.since(before)),
    );
    this.last += 1;
    this.asked = asked;
    for (const { moment, known, relation } of found) {
      this.moment = moment;
      if (!known) this.first = this.last;
      if (relation !== null) this.changed.set(relation, this.last);
    }
    return this.last;
  }
}
