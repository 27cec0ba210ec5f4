import type { Row, RowBatches } from '../database.js';
import type { SentRows } from '../engine.js';
import { Places } from '../places.js';
import { RestOfRead } from '../rest-of-read.js';
import type { Rows } from '../rows.js';
import type { Statement } from '../statement.js';
import type { PostgresConnection } from './connection.js';

/** Texts of statements that are kept in mind. */
const MOST_KNOWN = 1000;

/** Reads of many rows, beside the connections of requests, so that few of those are taken by them. */
export class LongReads {
  private readonly places: Places;
  /** Texts whose rows were many when they were read last. */
  private readonly known = new Set<string>();

  /**
   * @param most reads of either kind that run at once.
   * @param connect takes a connection from the pool.
   */
  constructor(
    most: number,
    private mayOpen: number,
    private readonly connect: () => Promise<PostgresConnection>,
  ) {
    this.places = new Places(most);
  }

  /** All rows, once it is this read's turn. The same statement is expected to have many again. */
  async *read<R extends object = Row>(query: Statement): RowBatches<R> {
    this.expectMany(query.text);
    await this.places.take();
    try {
      yield* this.rowsOf<R>(query);
    } finally {
      this.places.leave();
    }
  }

  /**
   * The first rows and the rest in one go, for a statement that is expected to have many: to ask for the first alone costs the server
   * as much once more where it sorts or counts them. Undefined for others, and when too many are under way: those who wait for
   * each other's turn must not wait for what nobody may ever read to its end.
   */
  open<R extends object = Row>(query: Statement, most: number): Promise<SentRows<R>> | undefined {
    if (this.mayOpen === 0 || !this.known.has(query.text)) return undefined;
    this.mayOpen -= 1;
    return this.begin<R>(query, most);
  }

  private async begin<R extends object>(query: Statement, most: number): Promise<SentRows<R>> {
    const read = this.rowsOf<R>(query, most + 1);
    const rest = new RestOfRead(read, () => (this.mayOpen += 1));
    try {
      const { value: rows } = await read.next();
      if (rows === undefined) throw new Error('a read has begun with nothing');
      if (rows.length > most) return { rows, all: false, rest };
      this.known.delete(query.text);
      await rest.close();
      return { rows, all: true };
    } catch (error) {
      await rest.close();
      throw error;
    }
  }

  private async *rowsOf<R extends object>(
    query: Statement,
    first?: number,
  ): AsyncGenerator<Rows<R>, void, undefined> {
    const connection = await this.connect();
    try {
      yield* connection.stream<R>(query, first);
    } finally {
      connection.giveBack();
    }
  }

  private expectMany(text: string): void {
    if (this.known.size >= MOST_KNOWN) this.known.clear();
    this.known.add(text);
  }
}
