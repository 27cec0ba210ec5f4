import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import type { Sql } from 'sql-template-tag';
import { DatabaseBusy, DatabaseUnreachable, errorCode } from '../database-error.js';
import type { Database, Hold, Row } from '../database.js';
import { EngineDatabase } from '../engine-database.js';
import type { Connection, Engine, StatementObserver } from '../engine.js';
import { LazyTransaction } from '../lazy-transaction.js';
import { Places } from '../places.js';
import { PostgresConnection, type Shared } from './connection.js';
import { postgresDialect } from './dialect.js';
import type { Hear, Relay } from '../relay.js';
import { PostgresRelay } from './relay.js';
import { RowHold } from './row-hold.js';
import { StatementNames } from './statement-names.js';

/** Where a PostgreSQL database is. What is left out is what `libpq`'s environment variables and defaults say. */
export interface PostgresOptions {
  /** A `postgresql://` URL. The single members below are for what it leaves out. */
  readonly url?: string;
  /** A host name, an address, or the folder of the server's socket. */
  readonly host?: string;
  readonly port?: number;
  readonly user?: string;
  readonly password?: string;
  readonly database?: string;
  /** Connections that are open at most. Default: 8. */
  readonly poolSize?: number;
  /** Seconds to wait for a connection before the database counts as unreachable. Default: 30. */
  readonly connectTimeout?: number;
  /** False behind a pooler that gives every transaction another server connection. Default: true. */
  readonly preparedStatements?: boolean;
}

/** A PostgreSQL database through a pool of connections. No connection is made before the first statement. */
export function openPostgres(options: PostgresOptions, observe?: StatementObserver): Database {
  return new EngineDatabase(new PostgresEngine(options, observe));
}

class PostgresEngine implements Engine {
  readonly dialect = postgresDialect;
  readonly begin = 'BEGIN';
  private readonly pool: pg.Pool;
  private readonly shared: Shared;
  private readonly connection: pg.ClientConfig;
  /** Long reads must leave connections for everybody else. */
  private readonly longReads: Places;
  private readonly size: number;
  /** Milliseconds that a request waits for a connection. */
  private readonly patience: number;

  constructor(options: PostgresOptions, observe: StatementObserver | undefined) {
    this.shared = {
      names: (options.preparedStatements ?? true) ? new StatementNames() : undefined,
      observe,
    };
    this.connection = {
      ...address(options),
      application_name: 'kojikit',
      connectionTimeoutMillis: (options.connectTimeout ?? 30) * 1000,
      keepAlive: true,
    };
    const size = options.poolSize ?? 8;
    this.size = size;
    this.patience = (options.connectTimeout ?? 30) * 1000;
    this.longReads = new Places(Math.max(1, Math.floor(size / 4)));
    this.pool = new pg.Pool({
      ...this.connection,
      max: size,
      idleTimeoutMillis: 300_000,
    });
    // An idle connection that the server closed is dropped by the pool; the next request makes a new one.
    this.pool.on('error', () => undefined);
  }

  async take(): Promise<Connection> {
    const deadline = performance.now() + this.patience;
    for (let pause = 20; ; pause = Math.min(pause * 2, 1000)) {
      try {
        return new PostgresConnection(await this.pool.connect(), this.shared);
      } catch (error) {
        // The pool says nothing else when all its connections stayed in use.
        if (this.pool.totalCount >= this.size && this.pool.idleCount === 0 && isTimeout(error)) {
          throw new DatabaseBusy(
            `no connection to the database became free in ${this.patience / 1000} seconds`,
          );
        }
        // The server has no connection left: others of its clients give theirs back now and then.
        if (errorCode(error) !== TOO_MANY_CONNECTIONS || performance.now() + pause > deadline) {
          throw new DatabaseUnreachable(`Cannot connect to the database: ${reason(error)}`, { cause: error });
        }
        await setTimeout(pause);
      }
    }
  }

  async *readBeside(query: Sql): AsyncIterable<Row[]> {
    await this.longReads.take();
    try {
      const connection = await this.take();
      try {
        yield* connection.stream(query);
      } finally {
        connection.giveBack();
      }
    } finally {
      this.longReads.leave();
    }
  }

  /* The server computes on its own. */
  firstBeside(): undefined {
    return undefined;
  }

  holdsLock(): boolean {
    return false;
  }

  relay(hear: Hear): Relay {
    return new PostgresRelay(this.connection, hear);
  }

  hold(name: string): Promise<Hold | undefined> {
    return RowHold.take(name, () => new LazyTransaction(this));
  }

  close(): Promise<void> {
    return this.pool.end();
  }
}

const TOO_MANY_CONNECTIONS = '53300';

function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('timeout exceeded');
}

function address(options: PostgresOptions): pg.ClientConfig {
  const { host, port, user, password, database } = options;
  const session = '-c TimeZone=UTC -c DateStyle=ISO';
  if (options.url === undefined) return { host, port, user, password, database, options: session };
  const url = new URL(options.url);
  url.searchParams.set('options', [url.searchParams.get('options'), session].filter(Boolean).join(' '));
  return { host, port, user, password, database, connectionString: url.href };
}

/** A refused connection to several addresses is an AggregateError without a message. */
function reason(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reason).join('; ');
  return error instanceof Error ? error.message : String(error);
}
