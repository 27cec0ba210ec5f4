import type { Connection } from 'pg';
import type { Row } from '../database.js';
import type { Rows } from '../rows.js';
import { ServerQuery, type SentStatement } from './prepared-query.js';
import { messageLength } from './row-parser.js';
import { RowCollector } from './server-rows.js';

/** Rows of a batch, or bytes of them, unless there are no more. */
const BATCH = 250;
const BATCH_BYTES = 1_048_576;
/** Rows that wait to be taken before the server is made to wait. */
const MOST_WAITING = 500;
const MOST_BYTES = 2 * BATCH_BYTES;

/**
 * One run of a statement whose rows are taken in batches. While nobody takes them, nothing is read from the socket, and
 * the server waits.
 */
export class StreamedQuery<R extends object = Row> extends ServerQuery {
  private waiting = new RowCollector();
  private waitingBytes = 0;
  private socket: Connection['stream'] | undefined;
  private ended = false;
  private failure: { readonly error: unknown } | undefined;
  private wake: (() => void) | undefined;
  /** Rows that the next batch is to have, or bytes of them. */
  private wanted: number;
  private wantedBytes: number;

  /** @param first rows that the first batch is to have, which comes in any case. */
  constructor(
    sent: SentStatement,
    private readonly first: number | undefined,
  ) {
    super(sent, (error) => this.finish({ error }));
    this.wanted = first ?? BATCH;
    this.wantedBytes = first === undefined ? BATCH_BYTES : Infinity;
  }

  override submit(connection: Connection): void {
    this.socket = connection.stream;
    super.submit(connection);
  }

  /** Whether the server has said everything that it has to say. */
  get done(): boolean {
    return this.ended;
  }

  async *batches(): AsyncGenerator<Rows<R>, void, undefined> {
    if (this.first !== undefined) {
      while (!this.isReady) await this.news();
      // What fails before it has failed as a whole.
      if (this.failure !== undefined) throw this.failure.error;
      yield this.takeBatch();
    }
    for (;;) {
      if (!this.isReady) await this.news();
      else if (this.waiting.length > 0) yield this.takeBatch();
      else if (this.failure !== undefined) throw this.failure.error;
      else return;
    }
  }

  private get isReady(): boolean {
    return this.ended || this.waiting.length >= this.wanted || this.waitingBytes >= this.wantedBytes;
  }

  private takeBatch(): Rows<R> {
    const batch = this.waiting;
    this.waiting = new RowCollector();
    this.waitingBytes = 0;
    this.wanted = BATCH;
    this.wantedBytes = BATCH_BYTES;
    return batch.rows<R>(this.shape);
  }

  private news(): Promise<void> {
    const news = new Promise<void>((resolve) => (this.wake = resolve));
    this.socket?.resume();
    return news;
  }

  protected takeLast(bytes: Buffer, from: number): void {
    this.waiting.add(bytes, from);
    this.waitingBytes += messageLength(bytes, from);
    if (!this.isReady) return;
    if (this.waiting.length >= MOST_WAITING || this.waitingBytes >= MOST_BYTES) this.socket?.pause();
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
