import type Driver from 'better-sqlite3';
import sql, { type Sql } from 'sql-template-tag';
import type { Connection, Result, StatementObserver } from '../engine.js';
import type { Statements } from './statements.js';

/** What the engine keeps for whoever has the connection. */
export interface Shared {
  readonly driver: Driver.Database;
  readonly statements: Statements;
  readonly busyTimeout: number;
  readonly observe: StatementObserver | undefined;
  /** Names locked by the transaction that is open. */
  readonly locks: Set<string>;
}

/** The one connection, in the hands of one request. */
export class SqliteConnection implements Connection {
  constructor(
    private readonly shared: Shared,
    private readonly done: () => void,
  ) {}

  async query(query: Sql): Promise<Result> {
    const text = query.sql;
    return this.observed(text, () => this.shared.statements.get(text).execute(query.values));
  }

  async control(words: readonly string[], { wait = true }: { wait?: boolean } = {}): Promise<void> {
    if (wait) return this.runWords(words);
    const { driver, busyTimeout } = this.shared;
    driver.pragma('busy_timeout = 0');
    try {
      this.runWords(words);
    } finally {
      driver.pragma(`busy_timeout = ${busyTimeout}`);
    }
  }

  async script(text: string): Promise<void> {
    this.shared.statements.clear();
    this.observed(text, () => this.shared.driver.exec(text));
  }

  /** The transaction has begun, so nobody else writes: that is the lock. */
  async lock(name: string): Promise<boolean> {
    this.shared.locks.add(name);
    return true;
  }

  async nextId(table: string): Promise<number> {
    const counted = await this.query(
      sql`UPDATE sqlite_sequence SET seq = seq + 1 WHERE name = ${table} RETURNING seq`,
    );
    const row =
      counted.rows[0] ??
      (await this.query(sql`INSERT INTO sqlite_sequence (name, seq) VALUES (${table}, 1) RETURNING seq`))
        .rows[0]!;
    return row['seq'] as number;
  }

  giveBack(): void {
    this.done();
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
