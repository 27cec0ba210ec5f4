import type { Knex } from 'knex';
import type { Database, Dialect, Hold, Transaction } from './database.js';
import type { Engine } from './engine.js';
import { LazyTransaction } from './lazy-transaction.js';
import type { Hear, Relay } from './relay.js';

/** The database of an engine. */
export class EngineDatabase implements Database {
  constructor(private readonly engine: Engine) {}

  get dialect(): Dialect {
    return this.engine.dialect;
  }

  get knex(): Knex {
    return this.engine.knex;
  }

  open(): Transaction {
    return new LazyTransaction(this.engine);
  }

  async transaction<T>(body: (db: Transaction) => Promise<T>): Promise<T> {
    const transaction = this.open();
    try {
      const result = await body(transaction);
      await transaction.commit();
      return result;
    } finally {
      await transaction.release();
    }
  }

  relay(hear: Hear): Relay | undefined {
    return this.engine.relay(hear);
  }

  hold(name: string): Promise<Hold | undefined> {
    return this.engine.hold(name);
  }

  close(): Promise<void> {
    return this.engine.close();
  }
}
