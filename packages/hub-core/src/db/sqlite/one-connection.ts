import { DatabaseBusy } from '../database-error.js';
import type { FileConnection } from './file-connection.js';

interface Waiter {
  readonly start: () => void;
  readonly timer: NodeJS.Timeout;
}

/**
 * A pool for knex of the one connection that a SQLite database has: one at a time has it, first come, first served. knex's
 * own pool sets two timers for everybody who takes a connection, which costs a small read more than the read itself.
 */
export class OneConnection {
  private taken = false;
  private readonly waiting = new Set<Waiter>();

  /** @param patience seconds after which a waiter fails as busy. */
  constructor(
    readonly connection: FileConnection,
    private readonly patience: number,
  ) {}

  acquire(): { readonly promise: Promise<FileConnection> } {
    return { promise: this.take() };
  }

  /** Ends somebody's turn; the longest waiting starts. */
  release(): boolean {
    for (const waiter of this.waiting) {
      this.waiting.delete(waiter);
      clearTimeout(waiter.timer);
      waiter.start();
      return true;
    }
    this.taken = false;
    return true;
  }

  async destroy(): Promise<void> {
    this.connection.driver.close();
  }

  /* By these three knex knows a pool of the kind of its own. */
  numUsed(): number {
    return this.taken ? 1 : 0;
  }

  numFree(): number {
    return this.taken ? 0 : 1;
  }

  numPendingAcquires(): number {
    return this.waiting.size;
  }

  private async take(): Promise<FileConnection> {
    if (this.taken) await this.turn();
    this.taken = true;
    return this.connection;
  }

  private turn(): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.delete(waiter);
        reject(
          new DatabaseBusy(`Another request has kept the database for more than ${this.patience} seconds`),
        );
      }, this.patience * 1000);
      const waiter: Waiter = { start: resolve, timer };
      this.waiting.add(waiter);
    });
  }
}
