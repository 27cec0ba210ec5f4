import type { Connection } from 'pg';
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

/** A statement as it is run once. */
export interface AskedOnce {
  /** Undefined when it is not kept prepared. */
  readonly statement: NamedStatement | undefined;
  readonly text: string;
  readonly parameters: Parameters;
  /** Words such as BEGIN that are run before it, in the same round trip. */
  readonly before?: readonly string[];
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

/**
 * One run of a statement, in the form that the driver lets queries of one's own have. The driver's own query asks the
 * server to describe the columns at every run and builds the rows' form anew from that, which for most of a hub's
 * statements costs more than the rows themselves; here a prepared statement is described once.
 */
export abstract class ServerQuery implements RowTaker {
  /** The driver notes by these two what is prepared on a connection. */
  readonly name: string;
  readonly text: string;
  protected shape: RowShape | undefined;
  private count = 0;
  private command = '';
  private suspended = false;
  private leave: (() => void) | undefined;

  constructor(
    private readonly asked: AskedOnce,
    private readonly reject: (error: unknown) => void,
  ) {
    this.text = asked.text;
    this.name = asked.statement?.name ?? '';
    this.shape = asked.statement?.shape;
  }

  abstract takeRow(bytes: Buffer, from: number): void;

  protected abstract end(ended: Ended): void;

  submit(connection: Connection): void {
    const { parsedStatements } = connection as Connection & { parsedStatements: Record<string, string> };
    const takers = rowTakers(connection);
    takers.current = this;
    this.leave = () => Object.assign(takers, { current: undefined, unnoted: 0 });
    const { parameters, before = [], most } = this.asked;
    connection.stream.cork();
    try {
      takers.unnoted = before.length;
      for (const word of before) sendWord(connection, word);
      if (this.name === '' || parsedStatements[this.name] === undefined) {
        connection.parse({ name: this.name, text: this.text, types: parameters.types.map(String) }, true);
      }
      connection.bind({ statement: this.name, values: [...parameters.values] }, true);
      if (this.shape === undefined) connection.describe({ type: 'P', name: '' }, true);
      connection.execute({ rows: most === undefined ? undefined : String(most) }, true);
      connection.sync();
    } finally {
      connection.stream.uncork();
    }
  }

  handleRowDescription({ fields }: FieldDescriptions): void {
    this.shape = new RowShape(fields);
    if (this.asked.statement) this.asked.statement.shape = this.shape;
  }

  /* There are more rows, which the server drops at the end of the transaction. */
  handlePortalSuspended(): void {
    this.suspended = true;
  }

  /* `SELECT 3`, `UPDATE 3`, `INSERT 0 3`: the number of rows stands last. */
  handleCommandComplete({ text }: { text: string }): void {
    const space = text.indexOf(' ');
    this.command = space < 0 ? text : text.slice(0, space);
    this.count = Number(text.slice(text.lastIndexOf(' ') + 1)) || 0;
  }

  handleEmptyQuery(): void {
    this.count = 0;
  }

  handleReadyForQuery(): void {
    this.leave?.();
    this.end({ count: this.count, all: !this.suspended, command: this.command });
  }

  handleError(error: unknown): void {
    this.leave?.();
    this.reject(error);
  }
}

/* Without a Sync behind it: what fails here is said of the statement, which is not run then. */
function sendWord(connection: Connection, text: string): void {
  connection.parse({ name: '', text, types: [] }, true);
  connection.bind({ statement: '', values: [] }, true);
  connection.execute({}, true);
}

/** A run of a statement whose rows become objects. */
export class PreparedQuery<R = Row> extends ServerQuery {
  readonly rows: R[] = [];

  constructor(
    asked: AskedOnce,
    private readonly resolve: (result: Result<R> & { readonly command: string }) => void,
    reject: (error: unknown) => void,
  ) {
    super(asked, reject);
  }

  takeRow(bytes: Buffer, from: number): void {
    this.take(this.shape!.read(bytes, from) as R);
  }

  protected take(row: R): void {
    this.rows.push(row);
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
    reject: (error: unknown) => void,
  ) {
    super(asked, reject);
  }

  takeRow(bytes: Buffer, from: number): void {
    this.collector.add(bytes, from);
  }

  protected end({ all }: Ended): void {
    this.resolve({ rows: this.collector.rows(this.shape), all });
  }
}
