import type { Row } from '../database.js';
import type { Result } from '../engine.js';
import type { NamedStatement, Parameters, SentBefore, SentStatement } from './prepared-query.js';

/** A write that goes out with the statement behind it. */
export class LaterWrite implements SentBefore {
  readonly statement: NamedStatement | undefined;
  readonly text: string;
  readonly parameters: Parameters;
  /** The rows that it has answered with, once it was sent. */
  readonly rows: Promise<readonly Row[]>;
  done!: (result: Result) => void;
  failed!: NonNullable<SentBefore['failed']>;

  constructor({ statement, text, parameters }: SentStatement) {
    this.statement = statement;
    this.text = text;
    this.parameters = parameters;
    this.rows = new Promise((resolve, reject) => {
      this.done = ({ rows }) => resolve(rows);
      this.failed = reject;
    });
    // Whoever asks for nothing hears of a failure from the statement behind it.
    this.rows.catch(() => undefined);
  }
}
