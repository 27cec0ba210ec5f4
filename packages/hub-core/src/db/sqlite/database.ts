import type { Sql } from 'sql-template-tag';
import type { Database, Hold, Row } from '../database.js';
import { EngineDatabase } from '../engine-database.js';
import type { Connection, Engine, FirstRows, StatementObserver } from '../engine.js';
import { begin, SqliteConnection, type Shared } from './connection.js';
import { sqliteDialect } from './dialect.js';
import { configure } from './configure.js';
import { openFile } from './driver.js';
import { Holds } from './holds.js';
import { LongReads } from './long-reads.js';
import { Readers } from './readers.js';
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
  private readonly longReads: LongReads;
  /** Undefined for a database in memory, which has one connection only. */
  private readonly readers: Readers | undefined;
  /** Beside those, so that a short listing does not wait until long answers have been read. */
  private readonly beginnings: Readers | undefined;

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
    const file = image === undefined && path !== ':memory:' ? path : undefined;
    this.holds = new Holds(file);
    this.longReads = new LongReads(driver);
    if (file === undefined) return;
    this.readers = new Readers({ path: file, busyTimeout });
    this.beginnings = new Readers({ path: file, busyTimeout });
  }

  async take(): Promise<Connection> {
    await this.turns.take();
    return new SqliteConnection(this.shared, () => this.turns.next());
  }

  /* Another connection on the file, in another thread: it sees what is committed, and keeps nobody from writing. */
  readBeside(query: Sql): AsyncIterable<Row[]> | undefined {
    return this.readers?.read(query);
  }

  firstBeside(query: Sql, most: number): Promise<FirstRows> | undefined {
    if (this.beginnings === undefined || !this.longReads.has(query)) return undefined;
    return this.beginnings.first(query, most);
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
    await Promise.all([this.readers?.close(), this.beginnings?.close()]);
    this.shared.driver.close();
    this.turns.next();
  }
}
