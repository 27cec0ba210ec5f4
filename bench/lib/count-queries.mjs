/** Counts the questions that a hub asks its database from now on. Returns what tells how many there were. */
export function countQueries(database) {
  let count = 0;
  const original = database.open.bind(database);
  database.open = () => {
    const transaction = original();
    for (const name of ['all', 'many', 'first', 'value', 'column']) {
      const run = transaction[name].bind(transaction);
      transaction[name] = (...values) => {
        count += 1;
        return run(...values);
      };
    }
    return transaction;
  };
  return () => count;
}
