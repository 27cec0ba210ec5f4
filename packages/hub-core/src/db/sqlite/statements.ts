import type Driver from 'better-sqlite3';
import type { Row } from '../database.js';
import type { FirstRows, Result } from '../engine.js';
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

/** What the driver's value of a column becomes. */
interface ColumnDecoder {
  readonly name: string;
  readonly decoder: (value: unknown) => unknown;
}

/** A prepared statement that knows which columns of its rows need decoding. */
export class Statement {
  private readonly decoders: readonly ColumnDecoder[];

  constructor(private readonly prepared: Driver.Statement) {
    this.decoders = prepared.reader ? decodersOf(prepared) : [];
  }

  execute<R = Row>(values: readonly unknown[]): Result<R> {
    const bound = values.map(bind);
    if (!this.prepared.reader) return { rows: [], count: this.prepared.run(...bound).changes };
    const rows = this.prepared.all(...bound) as (Row & R)[];
    if (this.decoders.length > 0) for (const row of rows) this.decode(row);
    return { rows, count: rows.length };
  }

  /** The first rows of a read, `most` of them and one more when there are more. */
  first<R = Row>(values: readonly unknown[], most: number): FirstRows<R> {
    const rows: R[] = [];
    for (const row of this.iterate<R>(values)) {
      if (rows.push(row) > most) return { rows, all: false };
    }
    return { rows, all: true };
  }

  /** Rows one by one. Until it ends, nothing can be written on this connection. */
  *iterate<R = Row>(values: readonly unknown[]): Generator<R, void, undefined> {
    for (const row of this.prepared.iterate(...values.map(bind)) as IterableIterator<Row & R>) {
      if (this.decoders.length > 0) this.decode(row);
      yield row;
    }
  }

  private decode(row: Row): void {
    for (const { name, decoder } of this.decoders) {
      const value = row[name];
      if (value !== null) row[name] = decoder(value);
    }
  }
}

function decodersOf(prepared: Driver.Statement): ColumnDecoder[] {
  return prepared.columns().flatMap(({ name, type }) => {
    const decoder = decoderOf(type);
    return decoder === undefined ? [] : [{ name, decoder }];
  });
}
