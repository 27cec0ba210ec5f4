import type { Hold } from '../database.js';
import type { LazyTransaction } from '../lazy-transaction.js';

/** Milliseconds that one transaction keeps the lock. */
const TERM = 1000;

/** Milliseconds after which the next transaction surely stands in line for the lock. */
const QUEUE_UP = 50;

/**
 * A named lock that outlives transactions. It is a row lock, which only an open transaction can keep; but one that stays
 * open hinders the server from tidying up behind everybody's updates, and all calls become slower by the second. So it is
 * handed on: the next transaction waits for the lock before the last one ends, and nobody gets in between.
 */
export class RowHold implements Hold {
  private timer: NodeJS.Timeout | undefined;
  private handing: Promise<void> | undefined;
  private released = false;

  private constructor(
    private readonly name: string,
    private readonly begin: () => LazyTransaction,
    private current: LazyTransaction,
  ) {
    this.plan();
  }

  /** Takes the lock without waiting; undefined when somebody else has it. */
  static async take(name: string, begin: () => LazyTransaction): Promise<RowHold | undefined> {
    const transaction = begin();
    try {
      if (await transaction.lock(name, { wait: false })) return new RowHold(name, begin, transaction);
    } catch (error) {
      await transaction.release();
      throw error;
    }
    await transaction.release();
    return undefined;
  }

  async release(): Promise<void> {
    this.released = true;
    clearTimeout(this.timer);
    await this.handing;
    await this.current.release();
  }

  private plan(): void {
    this.timer = setTimeout(() => {
      this.handing = this.handOn().finally(() => {
        this.handing = undefined;
        if (!this.released) this.plan();
      });
    }, TERM);
    this.timer.unref();
  }

  private async handOn(): Promise<void> {
    const last = this.current;
    const next = this.begin();
    const locked = next.lock(this.name).catch(() => false);
    const waiting = new Promise<true>((resolve) => setTimeout(() => resolve(true), QUEUE_UP));
    if (!(await Promise.race([locked, waiting]))) {
      // Without another connection the one that there is keeps the lock.
      await next.release();
      return;
    }
    this.current = next;
    await last.release();
    await locked;
  }
}
