import type Driver from 'better-sqlite3';
import type { Row } from '../database.js';
import { emptyRow } from '../empty-row.js';
import type { Result, SentRows } from '../engine.js';
import { ObjectRows } from '../object-rows.js';
import { bind, decoderOf } from './values.js';

/** Prepared statements by their text; the ones not used for longest are dropped. */
export class Statements {
  private readonly cache = new Map<string, Statement>();

  constructor(
    private readonly driver: Driver.Database,
    private readonly limit = 1000,
  ) {}

  get(text: string): Statement {
    let statement = this.cache.get(text);
    if (statement !== undefined) {
      this.cache.delete(text);
    } else {
      statement = new Statement(this.driver.prepare(text));
      if (this.cache.size >= this.limit) this.cache.delete(this.cache.keys().next().value!);
    }
    this.cache.set(text, statement);
    return statement;
  }

  /** After a change of the schema: what is known of the columns may be wrong. */
  clear(): void {
    this.cache.clear();
  }
}

/** A column of what a statement answers. */
interface Column {
  readonly name: string;
  /** What the driver's value becomes; undefined where it is taken as it is. */
  readonly decoder: ((value: unknown) => unknown) | undefined;
}

/** A prepared statement that knows which columns its rows have and which of them need decoding. */
export class Statement {
  private readonly columns: readonly Column[];
  private readonly empty: Row;

  constructor(private readonly prepared: Driver.Statement) {
    // The driver's own objects are slower to make and to use than copies of one.
    if (prepared.reader) prepared.raw(true);
    this.columns = prepared.reader ? columnsOf(prepared) : [];
    this.empty = emptyRow(this.columns.map(({ name }) => name));
  }

  execute<R = Row>(values: readonly unknown[]): Result<R> {
    const bound = values.map(bind);
    if (!this.prepared.reader) return { rows: [], count: this.prepared.run(...bound).changes };
    const rows = (this.prepared.all(...bound) as unknown[][]).map((fields) => this.rowOf<R>(fields));
    return { rows, count: rows.length };
  }

  /** The first rows of a read, `most` of them and one more when there are more. */
  first<R extends object = Row>(values: readonly unknown[], most: number): SentRows<R> {
    const rows: R[] = [];
    for (const row of this.iterate<R>(values)) {
      if (rows.push(row) > most) return { rows: new ObjectRows(rows), all: false };
    }
    return { rows: new ObjectRows(rows), all: true };
  }

  /** Rows one by one. Until it ends, nothing can be written on this connection. */
  *iterate<R = Row>(values: readonly unknown[]): Generator<R, void, undefined> {
    const found = this.prepared.iterate(...values.map(bind)) as IterableIterator<unknown[]>;
    for (const fields of found) yield this.rowOf<R>(fields);
  }

  private rowOf<R>(fields: readonly unknown[]): R {
    const { columns } = this;
    const row = { ...this.empty };
    for (let index = 0; index < columns.length; index++) {
      const { name, decoder } = columns[index]!;
      const value = fields[index];
      row[name] = decoder === undefined || value === null ? value : decoder(value);
    }
    return row as R;
  }
}

function columnsOf(prepared: Driver.Statement): Column[] {
  return prepared.columns().map(({ name, type }) => ({ name, decoder: decoderOf(type) }));
}
