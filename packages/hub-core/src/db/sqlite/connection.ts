import type Driver from 'better-sqlite3';
import { setTimeout } from 'node:timers/promises';
import sql, { type Sql } from 'sql-template-tag';
import type { Row } from '../database.js';
import { errorCode } from '../database-error.js';
import type { Connection, FirstRows, Result, StatementObserver } from '../engine.js';
import { insertStatement } from '../statements.js';
import { inBatches } from './in-batches.js';
import type { Statements } from './statements.js';

/** The word that begins a transaction: a writer from the start, so that it never fails in the middle. */
export const begin = 'BEGIN IMMEDIATE';

/** What the engine keeps for whoever has the connection. */
export interface Shared {
  readonly driver: Driver.Database;
  readonly statements: Statements;
  readonly busyTimeout: number;
  readonly observe: StatementObserver | undefined;
  /** Names locked by the transaction that is open. */
  readonly locks: Set<string>;
  /** The highest id drawn of each table. */
  readonly drawn: Map<string, number>;
}

/** The one connection, in the hands of one request. */
export class SqliteConnection implements Connection {
  /** While the transaction waits for a writer of another process, everything else of this request waits for it. */
  private beginning: Promise<void> | undefined;

  constructor(
    private readonly shared: Shared,
    private readonly done: () => void,
  ) {}

  async query(query: Sql): Promise<Result> {
    if (this.beginning !== undefined) await this.beginning;
    const text = query.sql;
    return this.observed(text, () => this.shared.statements.get(text).execute(query.values));
  }

  async first(query: Sql, most: number): Promise<FirstRows> {
    if (this.beginning !== undefined) await this.beginning;
    const text = query.sql;
    return this.observed(text, () => this.shared.statements.get(text).first(query.values, most));
  }

  async *stream(query: Sql): AsyncIterable<Row[]> {
    if (this.beginning !== undefined) await this.beginning;
    yield* inBatches(this.shared.statements.get(query.sql).iterate(query.values));
  }

  async control(words: readonly string[], { wait = true }: { wait?: boolean } = {}): Promise<void> {
    if (words[0] !== begin) return this.runWords(words);
    this.beginning = this.beginWith(words, wait ? performance.now() + this.shared.busyTimeout : 0);
    try {
      await this.beginning;
    } finally {
      this.beginning = undefined;
    }
  }

  async script(text: string): Promise<void> {
    if (this.beginning !== undefined) await this.beginning;
    this.shared.statements.clear();
    this.observed(text, () => this.shared.driver.exec(text));
  }

  /** The transaction has begun, so nobody else writes: that is the lock. */
  async lock(name: string): Promise<boolean> {
    this.shared.locks.add(name);
    return true;
  }

  /**
   * Like a sequence of PostgreSQL: an id that was drawn is not drawn again by this process, also when the transaction
   * rolls back. SQLite's own counter rolls back with it, so the highest drawn is kept beside it.
   */
  async nextId(table: string): Promise<number> {
    const { rows } = await this.query(sql`SELECT seq FROM sqlite_sequence WHERE name = ${table}`);
    const counted = rows[0]?.['seq'] as number | undefined;
    const id = Math.max(counted ?? 0, this.shared.drawn.get(table) ?? 0) + 1;
    await this.query(
      counted === undefined
        ? sql`INSERT INTO sqlite_sequence (name, seq) VALUES (${table}, ${id})`
        : sql`UPDATE sqlite_sequence SET seq = ${id} WHERE name = ${table}`,
    );
    this.shared.drawn.set(table, id);
    return id;
  }

  async insertReturningId(table: string, values: Row): Promise<number> {
    const given = values['id'];
    const id = typeof given === 'number' ? given : await this.nextId(table);
    await this.query(insertStatement(table, { ...values, id }));
    return id;
  }

  giveBack(): void {
    this.done();
  }

  /** The driver would stop the whole process while it waits, so it is asked again and again instead. */
  private async beginWith(words: readonly string[], deadline: number): Promise<void> {
    for (
      let pause = 1;
      !this.tryBegin(words, performance.now() >= deadline);
      pause = Math.min(pause * 2, 50)
    ) {
      await setTimeout(pause);
    }
  }

  /** False when another process is writing, unless that is `final`. */
  private tryBegin(words: readonly string[], final: boolean): boolean {
    const { driver, busyTimeout } = this.shared;
    driver.pragma('busy_timeout = 0');
    try {
      this.runWords(words);
      return true;
    } catch (error) {
      if (final || !errorCode(error).startsWith('SQLITE_BUSY')) throw error;
      return false;
    } finally {
      driver.pragma(`busy_timeout = ${busyTimeout}`);
    }
  }

  private runWords(words: readonly string[]): void {
    for (const word of words) {
      // Some errors (a full disk) end the transaction by themselves.
      if (word === 'ROLLBACK' && !this.shared.driver.inTransaction) continue;
      this.observed(word, () => this.shared.statements.get(word).execute([]));
      if (!this.shared.driver.inTransaction) this.shared.locks.clear();
    }
  }

  private observed<T>(text: string, body: () => T): T {
    const { observe } = this.shared;
    if (observe === undefined) return body();
    const start = performance.now();
    try {
      const result = body();
      observe({ text, milliseconds: performance.now() - start });
      return result;
    } catch (error) {
      observe({ text, milliseconds: performance.now() - start, error });
      throw error;
    }
  }
}
