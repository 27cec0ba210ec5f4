import { setImmediate } from 'node:timers/promises';
import type { Row } from '../database.js';
import { ObjectRows } from '../object-rows.js';

/** Rows of a batch at most, and milliseconds after which a smaller one is handed out. */
const MOST_ROWS = 250;
const MOST_MILLISECONDS = 5;

/** Rows in batches, with everybody else's turn between two of them: the driver reads without ever letting go. */
export async function* inBatches<R extends object = Row>(
  rows: Iterable<R>,
): AsyncGenerator<ObjectRows<R>, void, undefined> {
  let batch: R[] = [];
  let since = performance.now();
  for (const row of rows) {
    batch.push(row);
    if (batch.length < MOST_ROWS && performance.now() - since < MOST_MILLISECONDS) continue;
    yield new ObjectRows(batch);
    await setImmediate();
    batch = [];
    since = performance.now();
  }
  if (batch.length > 0) yield new ObjectRows(batch);
}
