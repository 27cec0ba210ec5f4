import makeKnex, { type Knex } from 'knex';
import type { Database, Hold, Row, RowBatches } from '../database.js';
import { EngineDatabase } from '../engine-database.js';
import type { Connection, Engine, SentRows, StatementObserver } from '../engine.js';
import { KeptStatements } from '../knex/kept-statements.js';
import { silent } from '../knex/silent.js';
import type { Statement } from '../statement.js';
import { SqliteConnection } from './connection.js';
import { sqliteDialect } from './dialect.js';
import { begin, BUSY_TIMEOUT, FileConnection } from './file-connection.js';
import { Holds } from './holds.js';
import { LongReads } from './long-reads.js';
import { OneConnection } from './one-connection.js';
import { Readers } from './readers.js';
import { SqliteClient } from './sqlite-client.js';

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
  const { path, image, patience = 30 } = options;
  const pool = new OneConnection(new FileConnection(image ?? path, observe), patience);
  const knex = makeKnex({
    client: SqliteClient,
    connectionPool: pool,
    useNullAsDefault: true,
    log: silent,
  });
  const isFile = image === undefined && path !== ':memory:';
  return new EngineDatabase(new SqliteEngine(knex, pool, isFile ? path : undefined));
}

class SqliteEngine implements Engine {
  readonly dialect = sqliteDialect;
  readonly begin = begin;
  readonly statements: KeptStatements;
  private readonly client: SqliteClient;
  private readonly holds: Holds;
  private readonly longReads: LongReads;
  /** Undefined for a database in memory, which has one connection only. */
  private readonly readers: Readers | undefined;
  /** Beside those, so that a short listing does not wait until long answers have been read. */
  private readonly beginnings: Readers | undefined;

  /** @param path the file; undefined for a database in memory. */
  constructor(
    readonly knex: Knex,
    private readonly pool: OneConnection,
    path: string | undefined,
  ) {
    this.client = knex.client as SqliteClient;
    this.statements = new KeptStatements(knex);
    this.holds = new Holds(path);
    const { driver, observe } = pool.connection;
    this.longReads = new LongReads(driver);
    if (path === undefined) return;
    this.readers = new Readers({ path, busyTimeout: BUSY_TIMEOUT }, observe);
    this.beginnings = new Readers({ path, busyTimeout: BUSY_TIMEOUT }, observe);
  }

  async take(): Promise<Connection> {
    return new SqliteConnection(this.client, await this.client.acquireConnection(), this.statements);
  }

  /* It answers in this process: there is no way to save. */
  gather(): undefined {
    return undefined;
  }

  /* Another connection on the file, in another thread: it sees what is committed, and keeps nobody from writing. */
  readBeside<R extends object = Row>(query: Statement): RowBatches<R> | undefined {
    return this.readers?.read<R>(query);
  }

  firstBeside<R extends object = Row>(query: Statement, most: number): Promise<SentRows<R>> | undefined {
    if (this.beginnings === undefined || !this.longReads.has(query)) return undefined;
    return this.beginnings.first<R>(query, most);
  }

  holdsLock(name: string): boolean {
    return this.pool.connection.locks.has(name);
  }

  /* One process serves an SQLite database. */
  relay(): undefined {
    return undefined;
  }

  async hold(name: string): Promise<Hold | undefined> {
    return this.holds.take(name);
  }

  /** Waits for the requests that have the connection or wait for it. */
  async close(): Promise<void> {
    if (!this.pool.connection.driver.open) return;
    await this.client.acquireConnection();
    await Promise.all([this.readers?.close(), this.beginnings?.close()]);
    await this.pool.destroy();
    this.pool.release();
    await this.knex.destroy();
  }
}
