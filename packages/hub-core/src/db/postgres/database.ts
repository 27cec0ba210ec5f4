import makeKnex, { type Knex } from 'knex';
import type { Database, Hold, Row } from '../database.js';
import { EngineDatabase } from '../engine-database.js';
import type { Connection, Engine, StatementObserver } from '../engine.js';
import { KeptStatements } from '../knex/kept-statements.js';
import { silent } from '../knex/silent.js';
import { LazyTransaction } from '../lazy-transaction.js';
import { Places } from '../places.js';
import type { Hear, Relay } from '../relay.js';
import type { Statement } from '../statement.js';
import { PostgresConnection } from './connection.js';
import { postgresDialect } from './dialect.js';
import { PostgresClient, type PostgresConfig } from './postgres-client.js';
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
  /** The server refuses every write of these connections. Default: false. */
  readonly readOnly?: boolean;
  /** Seconds after which the server gives up a statement. Default: what the server says. */
  readonly statementTimeout?: number;
}

/** A PostgreSQL database through knex's pool of connections. No connection is made before the first statement. */
export function openPostgres(options: PostgresOptions, observe?: StatementObserver): Database {
  return new EngineDatabase(new PostgresEngine(options, observe));
}

class PostgresEngine implements Engine {
  readonly dialect = postgresDialect;
  readonly begin = 'BEGIN';
  readonly knex: Knex;
  readonly statements: KeptStatements;
  private readonly client: PostgresClient;
  /** Long reads must leave connections for everybody else. */
  private readonly longReads: Places;

  constructor(options: PostgresOptions, observe: StatementObserver | undefined) {
    const size = options.poolSize ?? 8;
    const patience = (options.connectTimeout ?? 30) * 1000;
    this.longReads = new Places(Math.max(1, Math.floor(size / 4)));
    const config: PostgresConfig = {
      client: PostgresClient,
      connection: {
        ...address(options),
        application_name: 'kojikit',
        connectionTimeoutMillis: patience,
        keepAlive: true,
      },
      pool: {
        min: 0,
        max: size,
        idleTimeoutMillis: 300_000,
        // Why a connection cannot be made is said before the wait for one is over.
        createTimeoutMillis: patience + 10_000,
        acquireTimeoutMillis: patience + 100,
        createRetryIntervalMillis: 10,
      },
      log: silent,
      names: (options.preparedStatements ?? true) ? new StatementNames() : undefined,
      observe,
      patience,
    };
    this.knex = makeKnex(config);
    this.client = this.knex.client as PostgresClient;
    this.statements = new KeptStatements(this.knex);
  }

  async take(): Promise<Connection> {
    return new PostgresConnection(this.client, await this.client.acquireConnection(), this.statements);
  }

  async *readBeside<R = Row>(query: Statement): AsyncIterable<R[]> {
    await this.longReads.take();
    try {
      const connection = await this.take();
      try {
        yield* connection.stream<R>(query);
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
    return new PostgresRelay(() => this.client.connect(), hear);
  }

  hold(name: string): Promise<Hold | undefined> {
    return RowHold.take(name, () => new LazyTransaction(this));
  }

  close(): Promise<void> {
    return this.knex.destroy();
  }
}

function address(options: PostgresOptions): Knex.PgConnectionConfig {
  const { host, port, user, password, database, readOnly, statementTimeout } = options;
  const session = [
    '-c TimeZone=UTC -c DateStyle=ISO',
    ...(readOnly ? ['-c default_transaction_read_only=on'] : []),
    ...(statementTimeout === undefined ? [] : [`-c statement_timeout=${statementTimeout * 1000}`]),
  ].join(' ');
  if (options.url === undefined) return { host, port, user, password, database, options: session };
  const url = new URL(options.url);
  url.searchParams.set('options', [url.searchParams.get('options'), session].filter(Boolean).join(' '));
  return { host, port, user, password, database, connectionString: url.href };
}
