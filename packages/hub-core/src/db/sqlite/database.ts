import type Driver from 'better-sqlite3';
import type { Sql } from 'sql-template-tag';
import type { Database, Hold, Row } from '../database.js';
import { EngineDatabase } from '../engine-database.js';
import type { Connection, Engine, StatementObserver } from '../engine.js';
import { Places } from '../places.js';
import { begin, SqliteConnection, type Shared } from './connection.js';
import { sqliteDialect } from './dialect.js';
import { openFile } from './driver.js';
import { allowLinearExpressions } from './expression.js';
import { Holds } from './holds.js';
import { inBatches } from './in-batches.js';
import { jsonContains } from './json-contains.js';
import { matches } from './matches.js';
import { Statements } from './statements.js';
import { Turns } from './turns.js';

/** Where a SQLite database is. */
export interface SqliteOptions {
  /** The database file, made when it is missing, or `:memory:`. */
  readonly path: string;
  /** Contents of a database file to begin with, for a database in memory: `path` only names it then. */
  readonly image?: Buffer;
  /** Seconds that a request waits for its turn before it fails as busy. Default: 30. */
  readonly patience?: number;
}

/** A SQLite database over its one connection, which one request has at a time. */
export function openSqlite(options: SqliteOptions, observe?: StatementObserver): Database {
  return new EngineDatabase(new SqliteEngine(options, observe));
}

/** Milliseconds that a statement waits for another process which is writing. */
const busyTimeout = 5000;

class SqliteEngine implements Engine {
  readonly dialect = sqliteDialect;
  readonly begin = begin;
  private readonly shared: Shared;
  private readonly turns: Turns;
  private readonly holds: Holds;
  /** The database file; undefined for one in memory, which has one connection only. */
  private readonly path: string | undefined;
  private readonly longReads = new Places(2);

  constructor({ path, image, patience = 30 }: SqliteOptions, observe: StatementObserver | undefined) {
    const driver = openFile(image ?? path, busyTimeout);
    configure(driver);
    this.shared = {
      driver,
      statements: new Statements(driver),
      busyTimeout,
      observe,
      locks: new Set(),
      drawn: new Map(),
    };
    this.turns = new Turns(patience);
    this.path = image === undefined && path !== ':memory:' ? path : undefined;
    this.holds = new Holds(this.path);
  }

  async take(): Promise<Connection> {
    await this.turns.take();
    return new SqliteConnection(this.shared, () => this.turns.next());
  }

  /* Another connection on the file: it sees what is committed, and keeps nobody from writing. */
  readBeside(query: Sql): AsyncIterable<Row[]> | undefined {
    return this.path === undefined ? undefined : this.readFrom(this.path, query);
  }

  private async *readFrom(path: string, query: Sql): AsyncIterable<Row[]> {
    await this.longReads.take();
    try {
      const driver = openFile(path, busyTimeout);
      try {
        configure(driver);
        driver.pragma('query_only = ON');
        yield* inBatches(new Statements(driver).get(query.sql).iterate(query.values));
      } finally {
        driver.close();
      }
    } finally {
      this.longReads.leave();
    }
  }

  holdsLock(name: string): boolean {
    return this.shared.locks.has(name);
  }

  /* One process serves an SQLite database. */
  relay(): undefined {
    return undefined;
  }

  async hold(name: string): Promise<Hold | undefined> {
    return this.holds.take(name);
  }

  /** Waits for the request that has the connection. */
  async close(): Promise<void> {
    if (!this.shared.driver.open) return;
    await this.turns.take();
    this.shared.driver.close();
    this.turns.next();
  }
}

function configure(driver: Driver.Database): void {
  driver.pragma('journal_mode = WAL');
  driver.pragma('synchronous = FULL');
  driver.pragma('foreign_keys = ON');
  driver.pragma('case_sensitive_like = ON');
  driver.pragma('temp_store = MEMORY');
  allowLinearExpressions();
  driver.function('matches', { deterministic: true }, matches);
  driver.function('json_contains', { deterministic: true }, jsonContains);
}
