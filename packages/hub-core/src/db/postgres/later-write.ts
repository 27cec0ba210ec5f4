import type { Row } from '../database.js';
import type { Result } from '../engine.js';
import type { NamedStatement, Parameters, SentBefore } from './prepared-query.js';

/** A write that goes out with the statement behind it. */
export class LaterWrite<R = Row> implements SentBefore {
  /** What it has answered with, once it was sent. */
  readonly answer: Promise<Result<R>>;
  private resolve!: (result: Result<R>) => void;
  private reject!: (error: unknown) => void;

  constructor(
    readonly statement: NamedStatement | undefined,
    readonly text: string,
    readonly parameters: Parameters,
  ) {
    this.answer = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    // Whoever asks for nothing hears of a failure from the statement behind it.
    this.answer.catch(() => undefined);
  }

  done(result: Result): void {
    this.resolve(result as Result<R>);
  }

  failed(error: unknown): void {
    this.reject(error);
  }
}
