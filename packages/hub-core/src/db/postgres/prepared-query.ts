import type { Connection } from 'pg';
import { serialize } from 'pg-protocol';
import type { Row } from '../database.js';
import type { Result, SentRows } from '../engine.js';
import type { MergedStatement, NEVER } from './merged-statement.js';
import { rowTakers, type RowTaker } from './row-parser.js';
import { RowCollector, RowShape } from './server-rows.js';
import type { BoundValue } from './values.js';

/** A statement that is prepared under a name. What it answers is known after its first run on any connection. */
export interface NamedStatement {
  readonly name: string;
  shape?: RowShape;
  /** How several ask it at once, when that was found out. */
  merged?: MergedStatement | typeof NEVER;
}

/** What the server says of the columns of an answer. */
export interface FieldDescriptions {
  readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[];
}

/** What a statement is run with. */
export interface Parameters {
  readonly values: readonly BoundValue[];
  /** Type numbers of the server; 0 is for the server to find out. */
  readonly types: readonly number[];
}

/** A statement with its values. */
export interface SentStatement {
  /** Undefined when it is not kept prepared. */
  readonly statement: NamedStatement | undefined;
  readonly text: string;
  readonly parameters: Parameters;
  /** It is known to have no rows. */
  readonly rowless?: true;
}

/** A statement that is sent before another one, in the same round trip: that one is not run when this one fails. */
export interface SentBefore extends SentStatement {
  done?(result: Result): void;
  /** @param own whether it has failed itself: otherwise it was not run. */
  failed?(error: unknown, own: boolean): void;
}

/** A statement as it is run once. */
export interface AskedOnce extends SentStatement {
  /** In the order in which they are run. */
  readonly before?: readonly SentBefore[];
  /** Rows that the server sends at most. */
  readonly most?: number;
}

/** What a run of a statement ended with. */
export interface Ended {
  /** How many rows it touched or returned. */
  readonly count: number;
  /** Whether there are no more rows. */
  readonly all: boolean;
  /** Its first word. */
  readonly command: string;
}

const NO_ROWS = new RowShape([]);

/** Is told what a run has failed with. */
export type Reject = (error: unknown) => void;

/**
 * One run of a statement, and of those that go before it, in the form that the driver lets queries of one's own have. The driver's own
 * query asks the server to describe the columns at every run and builds the rows' form anew from that, which for most of a hub's
 * statements costs more than the rows themselves; here a prepared statement is described once. All that is sent goes out as one piece,
 * with one Sync at its end: what fails ends the round trip, and nothing behind it is run.
 */
export abstract class ServerQuery implements RowTaker {
  readonly text: string;
  /** All statements in the order in which they are run. */
  private readonly sent: readonly SentStatement[];
  private readonly before: readonly SentBefore[];
  private readonly shapes: (RowShape | undefined)[];
  /** The one that answers now. */
  private place = 0;
  private rowsBefore: Row[] = [];
  /** Those that the server has still to say of that it could parse them. */
  private parsing: SentStatement[] = [];
  private lastEnded: Ended = { count: 0, all: true, command: '' };
  private connection: Connection | undefined;

  constructor(
    private readonly asked: AskedOnce,
    private readonly reject: Reject,
  ) {
    this.text = asked.text;
    this.before = asked.before ?? [];
    this.sent = [...this.before, asked];
    this.shapes = this.sent.map(({ statement, rowless }) => (rowless ? NO_ROWS : statement?.shape));
  }

  protected abstract takeLast(bytes: Buffer, from: number): void;

  protected abstract end(ended: Ended): void;

  /** The columns of the last statement, once the server has described them. */
  protected get shape(): RowShape | undefined {
    return this.shapes[this.before.length];
  }

  submit(connection: Connection): void {
    const pieces = this.sent.flatMap((one, index) => this.messagesOf(one, index, connection));
    this.connection = connection;
    rowTakers(connection).current = this;
    connection.stream.write(Buffer.concat([...pieces, serialize.sync()]));
  }

  takeRow(bytes: Buffer, from: number): void {
    if (this.place === this.before.length) this.takeLast(bytes, from);
    else this.rowsBefore.push(this.shapes[this.place]!.read(bytes, from));
  }

  takeParsed(): void {
    const { statement, text } = this.parsing.shift()!;
    if (statement) this.connection!.parsedStatements[statement.name] = text;
  }

  takeNoRows(): void {
    this.describe(NO_ROWS);
  }

  /* `SELECT 3`, `UPDATE 3`, `INSERT 0 3`: the number of rows stands last. */
  takeEnd(tag: string): void {
    const space = tag.indexOf(' ');
    const command = space < 0 ? tag : tag.slice(0, space);
    this.next({ count: Number(tag.slice(tag.lastIndexOf(' ') + 1)) || 0, all: true, command });
  }

  handleRowDescription({ fields }: FieldDescriptions): void {
    this.describe(new RowShape(fields));
  }

  /* There are more rows, which the server drops at the end of the transaction. */
  handlePortalSuspended(): void {
    this.next({ count: 0, all: false, command: '' });
  }

  handleEmptyQuery(): void {
    this.next({ count: 0, all: true, command: '' });
  }

  handleReadyForQuery(): void {
    this.leave();
    this.end(this.lastEnded);
  }

  handleError(error: unknown): void {
    this.leave();
    for (let place = this.place; place < this.before.length; place += 1)
      this.before[place]!.failed?.(error, place === this.place);
    this.reject(error);
  }

  private messagesOf(one: SentStatement, index: number, { parsedStatements }: Connection): Buffer[] {
    const { text, parameters } = one;
    const name = one.statement?.name ?? '';
    const messages: Buffer[] = [];
    const known =
      name !== '' &&
      (parsedStatements[name] !== undefined ||
        this.parsing.some(({ statement }) => statement?.name === name));
    if (!known) {
      messages.push(serialize.parse({ name, text, types: [...parameters.types] }));
      this.parsing.push(one);
    }
    messages.push(serialize.bind({ statement: name, values: [...parameters.values] }));
    if (this.shapes[index] === undefined) messages.push(serialize.describe({ type: 'P' }));
    const most = one === this.asked ? this.asked.most : undefined;
    messages.push(serialize.execute(most === undefined ? undefined : { rows: most }));
    return messages;
  }

  private describe(shape: RowShape): void {
    this.shapes[this.place] = shape;
    const { statement } = this.sent[this.place]!;
    if (statement) statement.shape = shape;
  }

  private next(ended: Ended): void {
    if (this.place === this.before.length) {
      this.lastEnded = ended;
      return;
    }
    this.before[this.place]!.done?.({ rows: this.rowsBefore, count: ended.count });
    this.rowsBefore = [];
    this.place += 1;
  }

  private leave(): void {
    if (this.connection !== undefined) rowTakers(this.connection).current = undefined;
  }
}

/** A run of a statement whose rows become objects. */
export class PreparedQuery<R = Row> extends ServerQuery {
  readonly rows: R[] = [];

  constructor(
    asked: AskedOnce,
    private readonly resolve: (result: Result<R> & { readonly command: string }) => void,
    reject: Reject,
  ) {
    super(asked, reject);
  }

  protected takeLast(bytes: Buffer, from: number): void {
    this.rows.push(this.shape!.read(bytes, from) as R);
  }

  protected end({ count, command }: Ended): void {
    this.resolve({ rows: this.rows, count, command });
  }
}

/** A run of a statement whose rows stay as the server sent them. */
export class RowsQuery<R = Row> extends ServerQuery {
  private readonly collector = new RowCollector();

  constructor(
    asked: AskedOnce,
    private readonly resolve: (result: SentRows<R>) => void,
    reject: Reject,
  ) {
    super(asked, reject);
  }

  protected takeLast(bytes: Buffer, from: number): void {
    this.collector.add(bytes, from);
  }

  protected end({ all }: Ended): void {
    this.resolve({ rows: this.collector.rows(this.shape), all });
  }
}
