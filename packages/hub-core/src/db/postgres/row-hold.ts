import { setTimeout as sleep } from 'node:timers/promises';
import sql, { raw, type Sql } from 'sql-template-tag';
import type { Hold } from '../database.js';
import type { LazyTransaction } from '../lazy-transaction.js';

/** Milliseconds that one transaction keeps the lock. */
const TERM = 1000;

/** Milliseconds between two looks whether the next transaction stands in line. */
const LOOK_EVERY = 10;

/** Any number that only these locks use: the first half of the keys of their advisory locks. */
const KEY = 1_802_463_594;

/**
 * A named lock that outlives transactions. It is a row lock, which only an open transaction can keep; but one that stays
 * open hinders the server from tidying up behind everybody's updates, and all calls become slower by the second. So it is
 * handed on from transaction to transaction.
 *
 * A row is free for a moment then, whoever waits for it. So an advisory lock stands before it, which the server itself
 * gives to the next in line; that one must stand there before the last transaction ends, however long that takes on a busy
 * machine. The row keeps out Koji's own hub.
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
      const [guard] = await transaction.write<{ free: boolean }>(
        sql`SELECT pg_try_advisory_xact_lock(${keyOf(name)}) AS free`,
      );
      if (guard?.free === true && (await transaction.lock(name, { wait: false })))
        return new RowHold(name, begin, transaction);
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
    await this.current.release();
    await this.handing;
    // What was handed on meanwhile.
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
    try {
      const [own] = await next.write<{ pid: number }>(sql`SELECT pg_backend_pid() AS pid`);
      const inLine = next.write(sql`SELECT pg_advisory_xact_lock(${keyOf(this.name)})`);
      await Promise.race([inLine, this.untilInLine(own!.pid, last)]);
      this.current = next;
      await last.release();
      await inLine;
      await next.lock(this.name);
    } catch {
      // Without another connection the one that there is keeps the lock.
      if (this.current !== next) await next.release();
    }
  }

  /** Resolves when the next transaction waits for the last one, or there is nothing left that it could wait for. */
  private async untilInLine(pid: number, last: LazyTransaction): Promise<void> {
    const waits = sql`SELECT pg_backend_pid() = ANY(pg_blocking_pids(${pid}::int))`;
    try {
      while (!this.released && (await last.value<boolean>(waits)) !== true) await sleep(LOOK_EVERY);
    } catch {
      // The connection of the last transaction is lost, and its locks with it.
    }
  }
}

function keyOf(name: string): Sql {
  return sql`${raw(String(KEY))}, hashtext(${name})`;
}
