import { setTimeout } from 'node:timers/promises';
import type Driver from 'better-sqlite3';
import { errorCode } from '../../error-facts.js';
import type { StatementObserver } from '../engine.js';
import { configure } from './configure.js';
import { openFile } from './driver.js';
import { Statements } from './statements.js';

/** The word that begins a transaction: a writer from the start, so that it never fails in the middle. */
export const begin = 'BEGIN IMMEDIATE';

/** Milliseconds that a statement waits for another process which is writing. */
export const BUSY_TIMEOUT = 5000;

/** An open database as knex's pool keeps it. */
export class FileConnection {
  readonly driver: Driver.Database;
  readonly statements: Statements;
  /** Names locked by the transaction that is open. */
  readonly locks = new Set<string>();
  /** The highest id drawn of each table. */
  readonly drawn = new Map<string, number>();

  constructor(
    source: string | Buffer,
    readonly observe: StatementObserver | undefined,
  ) {
    this.driver = openFile(source, BUSY_TIMEOUT);
    configure(this.driver);
    this.statements = new Statements(this.driver);
  }

  /** Runs statements of a transaction's course, which take no values. */
  runWords(words: readonly string[]): void {
    for (const word of words) {
      // Some errors (a full disk) end the transaction by themselves.
      if (word === 'ROLLBACK' && !this.driver.inTransaction) continue;
      this.observed(word, () => this.statements.get(word).execute([]));
      if (!this.driver.inTransaction) this.locks.clear();
    }
  }

  /**
   * Begins a transaction, without waiting when `wait` is false. The driver would stop the whole process while another one
   * writes, so it is asked again and again instead.
   */
  async begin(words: readonly string[], wait: boolean): Promise<void> {
    const deadline = wait ? performance.now() + BUSY_TIMEOUT : 0;
    for (
      let pause = 1;
      !this.tryBegin(words, performance.now() >= deadline);
      pause = Math.min(pause * 2, 50)
    ) {
      await setTimeout(pause);
    }
  }

  /** Runs statements of any kind, which may change the schema. */
  script(text: string): void {
    this.statements.clear();
    this.observed(text, () => this.driver.exec(text));
  }

  observed<T>(text: string, body: () => T): T {
    const { observe } = this;
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

  /** False when another process is writing, unless that is `final`. */
  private tryBegin(words: readonly string[], final: boolean): boolean {
    this.driver.pragma('busy_timeout = 0');
    try {
      this.runWords(words);
      return true;
    } catch (error) {
      if (final || !errorCode(error).startsWith('SQLITE_BUSY')) throw error;
      return false;
    } finally {
      this.driver.pragma(`busy_timeout = ${BUSY_TIMEOUT}`);
    }
  }
}
