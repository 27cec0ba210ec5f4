import type { Row } from '../database.js';
import type { SentRows, StatementObserver } from '../engine.js';
import { ObjectRows } from '../object-rows.js';
import { observedRows } from '../observed-rows.js';
import { Places } from '../places.js';
import { RestOfRead } from '../rest-of-read.js';
import type { Statement } from '../statement.js';
import { Reader, type ThreadData } from './reader.js';

/** Long reads that run at once. */
const MOST = 2;

/** The threads in which long reads of a database file run. They are started when they are needed, and kept. */
export class Readers {
  private readonly places = new Places(MOST);
  /** How many beginnings may still go on as long answers, which leaves the places to other beginnings. */
  private mayGoOn = MOST;
  private readonly all = new Set<Reader>();
  private readonly idle: Reader[] = [];

  constructor(
    private readonly data: ThreadData,
    private readonly observe: StatementObserver | undefined,
  ) {}

  /** All rows of a read, in batches and at the pace of who takes them. */
  async *read<R extends object = Row>(query: Statement): AsyncGenerator<ObjectRows<R>, void, undefined> {
    await this.places.take();
    try {
      yield* this.rowsOf<R>(query);
    } finally {
      this.places.leave();
    }
  }

  /** The first rows of a read, `most` of them or a few more, and the rest where there is room for it. */
  async first<R extends object = Row>(query: Statement, most: number): Promise<SentRows<R>> {
    await this.places.take();
    try {
      const read = this.rowsOf<R>(query);
      const first: R[] = [];
      while (first.length <= most) {
        const { value: batch } = await read.next();
        if (batch === undefined) return { rows: new ObjectRows(first), all: true };
        first.push(...batch.values());
      }
      const rows = new ObjectRows(first);
      if (this.mayGoOn > 0) {
        this.mayGoOn -= 1;
        return { rows, all: false, rest: new RestOfRead(read, () => (this.mayGoOn += 1)) };
      }
      await read.return();
      return { rows, all: false };
    } finally {
      this.places.leave();
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.all].map((reader) => reader.close()));
  }

  private async *rowsOf<R extends object>(query: Statement): AsyncGenerator<ObjectRows<R>, void, undefined> {
    const reader = this.idle.pop() ?? this.start();
    try {
      yield* observedRows(this.observe, query.sql, reader.read<R>(query.sql, query.values));
    } finally {
      if (reader.isAlive) this.idle.push(reader);
      else this.all.delete(reader);
    }
  }

  private start(): Reader {
    const reader = new Reader(this.data);
    this.all.add(reader);
    return reader;
  }
}
