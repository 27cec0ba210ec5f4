import { raceAbort } from './race-abort.js';

/** Does one work after the other, in the order in which they came. */
export class Turns {
  private last: Promise<unknown> = Promise.resolve();

  /** What comes of the work, once those before it are done. One whose signal aborts leaves the queue at once. */
  take<Result>(work: () => Promise<Result>, signal?: AbortSignal): Promise<Result> {
    const mine = this.last.then(() => {
      signal?.throwIfAborted();
      return work();
    });
    this.last = mine.catch(() => undefined);
    return raceAbort(mine, signal);
  }
}
