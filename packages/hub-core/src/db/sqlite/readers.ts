import type { Row } from '../database.js';
import type { SentRows, StatementObserver } from '../engine.js';
import { ObjectRows } from '../object-rows.js';
import { observedRows } from '../observed-rows.js';
import { Places } from '../places.js';
import type { Statement } from '../statement.js';
import { Reader, type ThreadData } from './reader.js';

/** Long reads that run at once. */
const MOST = 2;

/** The threads in which long reads of a database file run. They are started when they are needed, and kept. */
export class Readers {
  private readonly places = new Places(MOST);
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
      const reader = this.idle.pop() ?? this.start();
      try {
        yield* observedRows(this.observe, query.sql, reader.read<R>(query.sql, query.values));
      } finally {
        if (reader.isAlive) this.idle.push(reader);
        else this.all.delete(reader);
      }
    } finally {
      this.places.leave();
    }
  }

  /** The first rows of a read, `most` of them or a few more; the rest is not read. */
  async first<R extends object = Row>(query: Statement, most: number): Promise<SentRows<R>> {
    const rows: R[] = [];
    for await (const batch of this.read<R>(query)) {
      rows.push(...batch.values());
      if (rows.length > most) return { rows: new ObjectRows(rows), all: false };
    }
    return { rows: new ObjectRows(rows), all: true };
  }

  async close(): Promise<void> {
    await Promise.all([...this.all].map((reader) => reader.close()));
  }

  private start(): Reader {
    const reader = new Reader(this.data);
    this.all.add(reader);
    return reader;
  }
}
