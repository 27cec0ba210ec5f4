import { DatabaseBusy } from '../database-error.js';

interface Waiter {
  readonly start: () => void;
  readonly timer: NodeJS.Timeout;
}

/** Who may use the one connection: one at a time, first come, first served. */
export class Turns {
  private taken = false;
  private readonly waiting = new Set<Waiter>();

  /** @param patience seconds after which a waiter fails as busy. */
  constructor(private readonly patience: number) {}

  /** Resolves when it is the caller's turn. The caller must call `next()` when it is done. */
  async take(): Promise<void> {
    if (!this.taken) {
      this.taken = true;
      return;
    }
    await new Promise<void>((resolve, reject) => {
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

  /** Ends the turn; the longest waiting starts. */
  next(): void {
    for (const waiter of this.waiting) {
      this.waiting.delete(waiter);
      clearTimeout(waiter.timer);
      waiter.start();
      return;
    }
    this.taken = false;
  }
}
