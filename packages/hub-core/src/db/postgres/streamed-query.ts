import type { Connection } from 'pg';
import type { Row } from '../database.js';
import { PreparedQuery, type Parameters } from './prepared-query.js';

/** Rows that wait to be taken before the server is made to wait. */
const MOST_WAITING = 500;

/**
 * One run of a statement whose rows are taken in batches. While nobody takes them, nothing is read from the socket, and
 * the server waits.
 */
export class StreamedQuery<R = Row> extends PreparedQuery<R> {
  private waiting: R[] = [];
  private socket: Connection['stream'] | undefined;
  private ended = false;
  private failure: { readonly error: unknown } | undefined;
  private wake: (() => void) | undefined;

  constructor(text: string, parameters: Parameters) {
    super(
      { statement: undefined, text, parameters },
      () => this.finish(),
      (error) => this.finish({ error }),
    );
  }

  override submit(connection: Connection): void {
    this.socket = connection.stream;
    super.submit(connection);
  }

  /** Whether the server has said everything that it has to say. */
  get done(): boolean {
    return this.ended;
  }

  async *batches(): AsyncIterable<R[]> {
    for (;;) {
      if (this.waiting.length > 0) {
        const batch = this.waiting;
        this.waiting = [];
        yield batch;
      } else if (this.ended) {
        if (this.failure !== undefined) throw this.failure.error;
        return;
      } else {
        const news = new Promise<void>((resolve) => (this.wake = resolve));
        this.socket?.resume();
        await news;
      }
    }
  }

  protected override take(row: R): void {
    this.waiting.push(row);
    if (this.waiting.length >= MOST_WAITING) this.socket?.pause();
    this.tell();
  }

  private finish(failure?: { readonly error: unknown }): void {
    this.failure = failure;
    this.ended = true;
    this.socket?.resume();
    this.tell();
  }

  private tell(): void {
    this.wake?.();
    this.wake = undefined;
  }
}
