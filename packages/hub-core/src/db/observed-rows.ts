import type { StatementObserver } from './engine.js';

/** The rows of a read as they come; the observer is told of the read when nobody takes any more of them. */
export async function* observedRows<Batch>(
  observe: StatementObserver | undefined,
  text: string,
  rows: AsyncIterable<Batch>,
): AsyncGenerator<Batch, void, undefined> {
  if (observe === undefined) return yield* rows;
  const start = performance.now();
  let failure: Pick<Parameters<StatementObserver>[0], 'error'> = {};
  try {
    yield* rows;
  } catch (error) {
    failure = { error };
    throw error;
  } finally {
    observe({ text, milliseconds: performance.now() - start, ...failure });
  }
}
