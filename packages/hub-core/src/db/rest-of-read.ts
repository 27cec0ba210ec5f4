import type { RestOfRows } from './engine.js';
import type { Rows } from './rows.js';

/** The rest of a read that has begun and keeps its place until it is read to its end, or closed. */
export class RestOfRead<R> implements RestOfRows<R> {
  private closed = false;

  /** @param leave gives the place back. */
  constructor(
    private readonly read: AsyncGenerator<Rows<R>, void, undefined>,
    private readonly leave: () => void,
  ) {}

  async *[Symbol.asyncIterator](): AsyncGenerator<Rows<R>, void, undefined> {
    try {
      yield* this.read;
    } finally {
      await this.close();
    }
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    try {
      await this.read.return();
    } finally {
      this.leave();
    }
  }
}
