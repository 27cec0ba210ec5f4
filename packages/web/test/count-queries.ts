import type { TestHub } from '@kojikit/testing';

/** How often the database is asked while something is done. */
export async function countQueries(
  { hub: { database } }: TestHub,
  act: () => Promise<unknown>,
): Promise<number> {
  let count = 0;
  const open = database.open.bind(database);
  database.open = () => {
    const transaction = open();
    for (const name of ['all', 'many', 'first', 'value', 'column'] as const) {
      const original = transaction[name].bind(transaction) as (...args: unknown[]) => Promise<never>;
      transaction[name] = (...args: unknown[]) => {
        count += 1;
        return original(...args);
      };
    }
    return transaction;
  };
  try {
    await act();
  } finally {
    database.open = open;
  }
  return count;
}
