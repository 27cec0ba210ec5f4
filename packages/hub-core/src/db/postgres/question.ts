import type { Row } from '../database.js';
import type { Result, SentRows } from '../engine.js';
import type { Statement } from '../statement.js';
import { parametersOf, type PostgresClient } from './postgres-client.js';
import type { Parameters } from './prepared-query.js';
import { RowCollector, RowShape } from './server-rows.js';
import type { ServerConnection } from './server-connection.js';

/** A read that waits for others who ask the same of different values, whatever it is answered with. */
export interface Waiting {
  readonly text: string;
  readonly parameters: Parameters;
  /** Rows that it wants at most, and one more if there are more. */
  readonly most?: number | undefined;
  /** Those with the same one can be asked in one statement. */
  readonly key: string;
  /** Asks it by itself and answers. */
  askAlone(client: PostgresClient, server: ServerConnection): Promise<void>;
  /** Takes a row of the joint statement, as {@link RowShape.read} does. */
  take(shape: RowShape, bytes: Buffer, from: number): void;
  /** Answers with the rows that were taken. */
  finish(shape: RowShape | undefined): void;
}

abstract class Question<Answer> implements Waiting {
  readonly answer: Promise<Answer>;
  readonly text: string;
  readonly parameters: Parameters;
  readonly key: string;
  private resolve!: (answer: Answer) => void;
  private reject!: (error: unknown) => void;

  /** Throws TypeError for values that are no values of a column. */
  constructor(
    protected readonly query: Statement,
    readonly most?: number | undefined,
  ) {
    this.text = query.text;
    this.parameters = parametersOf(query.values);
    this.key = `${most} ${this.parameters.types.join()} ${this.text}`;
    this.answer = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }

  async askAlone(client: PostgresClient, server: ServerConnection): Promise<void> {
    await this.ask(client, server).then(this.resolve, this.reject);
  }

  finish(shape: RowShape | undefined): void {
    this.resolve(this.taken(shape ?? new RowShape([])));
  }

  abstract take(shape: RowShape, bytes: Buffer, from: number): void;

  protected abstract ask(client: PostgresClient, server: ServerConnection): Promise<Answer>;

  protected abstract taken(shape: RowShape): Answer;
}

/** One whose rows are wanted as objects. */
export class ObjectsQuestion<R = Row> extends Question<Result<R>> {
  private readonly rows: R[] = [];

  take(shape: RowShape, bytes: Buffer, from: number): void {
    this.rows.push(shape.read(bytes, from) as R);
  }

  protected ask(client: PostgresClient, server: ServerConnection): Promise<Result<R>> {
    return client.run<R>(server, this.query.text, this.query.values);
  }

  protected taken(): Result<R> {
    return { rows: this.rows, count: this.rows.length };
  }
}

/** One whose rows are wanted as they were sent. */
export class RowsQuestion<R = Row> extends Question<SentRows<R>> {
  private readonly collector = new RowCollector();

  take(shape: RowShape, bytes: Buffer, from: number): void {
    this.collector.add(bytes, from);
  }

  protected ask(client: PostgresClient, server: ServerConnection): Promise<SentRows<R>> {
    return client.rows<R>(server, this.query.text, this.query.values, { most: this.most });
  }

  protected taken(shape: RowShape): SentRows<R> {
    const { length } = this.collector;
    return { rows: this.collector.rows(shape), all: this.most === undefined || length <= this.most };
  }
}
