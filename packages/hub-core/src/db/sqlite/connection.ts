import sql from 'sql-template-tag';
import type { Row, RowBatches } from '../database.js';
import { ObjectRows } from '../object-rows.js';
import type { Connection, Result, SentRows } from '../engine.js';
import type { Asked } from '../knex/asked.js';
import type { KeptStatements } from '../knex/kept-statements.js';
import type { Later } from '../later.js';
import { observedRows } from '../observed-rows.js';
import type { Statement } from '../statement.js';
import { begin, type FileConnection } from './file-connection.js';
import { inBatches } from './in-batches.js';
import type { SqliteClient } from './sqlite-client.js';

/** The one connection, in the hands of one request. */
export class SqliteConnection implements Connection {
  /** While the transaction waits for a writer of another process, everything else of this request waits for it. */
  private beginning: Promise<void> | undefined;

  constructor(
    private readonly client: SqliteClient,
    private readonly file: FileConnection,
    private readonly statements: KeptStatements,
  ) {}

  async query<R = Row>(query: Statement): Promise<Result<R>> {
    if (this.beginning !== undefined) await this.beginning;
    return this.client.run<R>(this.file, query.sql, query.values);
  }

  async ask(query: Asked): Promise<Asked> {
    if (this.beginning !== undefined) await this.beginning;
    return this.client.query(this.file, query);
  }

  async rows<R extends object = Row>(query: Statement, most?: number): Promise<SentRows<R>> {
    if (most === undefined) return { rows: new ObjectRows((await this.query<R>(query)).rows), all: true };
    if (this.beginning !== undefined) await this.beginning;
    return this.client.first<R>(this.file, query.sql, query.values, most);
  }

  async *stream<R extends object = Row>(query: Statement): RowBatches<R> {
    if (this.beginning !== undefined) await this.beginning;
    const rows = inBatches(this.file.statements.get(query.sql).iterate<R>(query.values));
    yield* observedRows(this.file.observe, query.sql, rows);
  }

  /* There are no round trips to save. */
  async later<R = Row>(query: Statement): Promise<Later<R>> {
    const { rows } = await this.query<R>(query);
    return { rows: async () => rows };
  }

  async flush(): Promise<void> {}

  async commit(): Promise<void> {
    return this.file.runWords(['COMMIT']);
  }

  async commitWith(write: Statement): Promise<boolean> {
    if ((await this.query(write)).count === 0) return false;
    await this.commit();
    return true;
  }

  async undo(words: readonly string[]): Promise<void> {
    return this.file.runWords(words);
  }

  async precede(words: readonly string[], { wait = true }: { wait?: boolean } = {}): Promise<void> {
    if (words[0] !== begin) return this.file.runWords(words);
    this.beginning = this.file.begin(words, wait);
    try {
      await this.beginning;
    } finally {
      this.beginning = undefined;
    }
  }

  async script(text: string): Promise<void> {
    if (this.beginning !== undefined) await this.beginning;
    this.file.script(text);
  }

  /** The transaction has begun, so nobody else writes: that is the lock. */
  async lock(name: string): Promise<boolean> {
    this.file.locks.add(name);
    return true;
  }

  /**
   * Like a sequence of PostgreSQL: an id that was drawn is not drawn again by this process, also when the transaction
   * rolls back. SQLite's own counter rolls back with it, so the highest drawn is kept beside it.
   */
  async nextId(table: string): Promise<number> {
    const { rows } = await this.query<{ seq: number }>(
      sql`SELECT seq FROM sqlite_sequence WHERE name = ${table}`,
    );
    const counted = rows[0]?.seq;
    const id = Math.max(counted ?? 0, this.file.drawn.get(table) ?? 0) + 1;
    // Whoever draws at the same time gets the next one.
    this.file.drawn.set(table, id);
    if (counted === undefined) {
      await this.query(sql`
        INSERT INTO sqlite_sequence (name, seq) SELECT ${table}, 0
        WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = ${table})`);
    }
    await this.query(sql`UPDATE sqlite_sequence SET seq = max(seq, ${id}) WHERE name = ${table}`);
    return id;
  }

  async insertReturningId(table: string, values: Row): Promise<number> {
    const given = values['id'];
    const id = typeof given === 'number' ? given : await this.nextId(table);
    await this.query(this.statements.insert(table, { ...values, id }));
    return id;
  }

  giveBack(): void {
    void this.client.releaseConnection();
  }
}
