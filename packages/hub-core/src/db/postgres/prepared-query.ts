import type { Connection } from 'pg';
import type { Row } from '../database.js';
import { emptyRow } from '../empty-row.js';
import type { FirstRows, Result } from '../engine.js';
import { parserOf, type BoundValue } from './values.js';

/** The columns that a statement answers: their names, and how their text becomes a value. */
export interface RowShape {
  readonly names: readonly string[];
  /** A row of nothing but nulls, which each row begins as a copy of. */
  readonly empty: Row;
  readonly parsers: readonly ((text: string) => unknown)[];
}

/** A statement that is prepared under a name. What it answers is known after its first run on any connection. */
export interface NamedStatement {
  readonly name: string;
  shape?: RowShape;
}

/** What a statement is run with. */
export interface Parameters {
  readonly values: readonly BoundValue[];
  /** Type numbers of the server; 0 is for the server to find out. */
  readonly types: readonly number[];
}

/**
 * One run of a statement, in the form that the driver lets queries of one's own have. The driver's own query asks the
 * server to describe the columns at every run and builds the rows' form anew from that, which for most of a hub's
 * statements costs more than the rows themselves; here a prepared statement is described once.
 */
export class PreparedQuery<R = Row> {
  /** The driver notes by these two what is prepared on a connection. */
  readonly name: string;
  readonly rows: R[] = [];
  private shape: RowShape | undefined;
  private count = 0;
  private command = '';
  private suspended = false;

  constructor(
    private readonly statement: NamedStatement | undefined,
    readonly text: string,
    private readonly parameters: Parameters,
    private readonly resolve: (result: Result<R> & FirstRows<R> & { readonly command: string }) => void,
    private readonly reject: (error: unknown) => void,
    /** Rows that the server sends at most. */
    private readonly most?: number,
  ) {
    this.name = statement?.name ?? '';
    this.shape = statement?.shape;
  }

  submit(connection: Connection): void {
    const { parsedStatements } = connection as Connection & { parsedStatements: Record<string, string> };
    connection.stream.cork();
    try {
      if (this.name === '' || parsedStatements[this.name] === undefined) {
        connection.parse(
          { name: this.name, text: this.text, types: this.parameters.types.map(String) },
          true,
        );
      }
      connection.bind({ statement: this.name, values: [...this.parameters.values] }, true);
      if (this.shape === undefined) connection.describe({ type: 'P', name: '' }, true);
      connection.execute({ rows: this.most === undefined ? undefined : String(this.most) }, true);
      connection.sync();
    } finally {
      connection.stream.uncork();
    }
  }

  handleRowDescription({ fields }: { fields: readonly { name: string; dataTypeID: number }[] }): void {
    const names = fields.map((field) => field.name);
    this.shape = {
      names,
      empty: emptyRow(names),
      parsers: fields.map((field) => parserOf(field.dataTypeID)),
    };
    if (this.statement) this.statement.shape = this.shape;
  }

  handleDataRow({ fields }: { fields: readonly (string | null)[] }): void {
    const { names, parsers, empty } = this.shape!;
    const row = { ...empty };
    for (let index = 0; index < names.length; index++) {
      const text = fields[index];
      row[names[index]!] = text == null ? null : parsers[index]!(text);
    }
    this.take(row as R);
  }

  protected take(row: R): void {
    this.rows.push(row);
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
    this.resolve({ rows: this.rows, count: this.count, all: !this.suspended, command: this.command });
  }

  handleError(error: unknown): void {
    this.reject(error);
  }
}
