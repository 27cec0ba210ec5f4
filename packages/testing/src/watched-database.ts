import type { Database, Transaction } from '@kojikit/hub-core';

/** A database that knows which of its transactions were never given back. */
export interface WatchedDatabase extends Database {
  /** Where each open transaction was begun, as stack traces. */
  openTransactions(): string[];
}

/** Watches the transactions of a database, so that a test which leaks one can be told so. */
export function watchDatabase(database: Database): WatchedDatabase {
  const open = new Map<Transaction, string>();
  return {
    get dialect() {
      return database.dialect;
    },
    get knex() {
      return database.knex;
    },
    open() {
      const transaction = database.open();
      const origin = new Error('a transaction that was not released');
      open.set(transaction, origin.stack ?? origin.message);
      const release = transaction.release.bind(transaction);
      transaction.release = async () => {
        await release();
        open.delete(transaction);
      };
      return transaction;
    },
    transaction: (body) => database.transaction(body),
    relay: (hear) => database.relay(hear),
    hold: (name) => database.hold(name),
    close: () => database.close(),
    openTransactions: () => [...open.values()],
  };
}
