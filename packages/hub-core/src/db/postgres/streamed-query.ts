import type { Connection } from 'pg';
import type { Row, RowBatches } from '../database.js';
import { ServerQuery, type Parameters } from './prepared-query.js';
import { RowCollector } from './server-rows.js';

/** Rows that wait to be taken before the server is made to wait. */
const MOST_WAITING = 500;

/**
 * One run of a statement whose rows are taken in batches. While nobody takes them, nothing is read from the socket, and
 * the server waits.
 */
export class StreamedQuery<R extends object = Row> extends ServerQuery {
  private waiting = new RowCollector();
  private socket: Connection['stream'] | undefined;
  private ended = false;
  private failure: { readonly error: unknown } | undefined;
  private wake: (() => void) | undefined;

  constructor(text: string, parameters: Parameters) {
    super({ statement: undefined, text, parameters }, (error) => this.finish({ error }));
  }

  override submit(connection: Connection): void {
    this.socket = connection.stream;
    super.submit(connection);
  }

  /** Whether the server has said everything that it has to say. */
  get done(): boolean {
    return this.ended;
  }

  async *batches(): RowBatches<R> {
    for (;;) {
      if (this.waiting.length > 0) {
        const batch = this.waiting;
        this.waiting = new RowCollector();
        yield batch.rows<R>(this.shape);
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

  protected takeLast(bytes: Buffer, from: number): void {
    this.waiting.add(bytes, from);
    if (this.waiting.length >= MOST_WAITING) this.socket?.pause();
    this.tell();
  }

  protected end(): void {
    this.finish();
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
