import makeKnex, { type Knex } from 'knex';
import type { Database, Hold, Row, RowBatches } from '../database.js';
import { EngineDatabase } from '../engine-database.js';
import type { Engine, Gathering, SentRows, StatementObserver } from '../engine.js';
import { KeptStatements } from '../knex/kept-statements.js';
import { silent } from '../knex/silent.js';
import { LazyTransaction } from '../lazy-transaction.js';
import type { Hear, Relay } from '../relay.js';
import type { Statement } from '../statement.js';
import { PostgresConnection } from './connection.js';
import { postgresDialect } from './dialect.js';
import { PostgresGathering } from './gathering.js';
import { LongReads } from './long-reads.js';
import { PostgresClient, type PostgresConfig } from './postgres-client.js';
import type { PostgresOptions } from './postgres-options.js';
import { PostgresRelay } from './relay.js';
import { RowHold } from './row-hold.js';
import { ServerConnection } from './server-connection.js';
import { sessionOf, type SessionOptions } from './session.js';
import { StatementNames } from './statement-names.js';
import { BEGIN } from './unsent.js';

/** A PostgreSQL database through knex's pool of connections. No connection is made before the first statement. */
export function openPostgres(options: PostgresOptions, observe?: StatementObserver): Database {
  return new EngineDatabase(new PostgresEngine(options, observe));
}

class PostgresEngine implements Engine {
  readonly dialect = postgresDialect;
  readonly begin = BEGIN;
  readonly knex: Knex;
  readonly statements: KeptStatements;
  private readonly client: PostgresClient;
  private readonly longReads: LongReads;
  private readonly direct: SessionOptions | undefined;

  constructor(options: PostgresOptions, observe: StatementObserver | undefined) {
    const size = options.poolSize ?? 8;
    const patience = (options.connectTimeout ?? 30) * 1000;
    this.direct = options.direct && sessionOf(options.direct, patience);
    // They must leave connections for everybody else.
    const quarter = Math.floor(size / 4);
    this.longReads = new LongReads(Math.max(1, quarter), quarter, () => this.take());
    const config: PostgresConfig = {
      client: PostgresClient,
      connection: sessionOf(options, patience),
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

  async take(): Promise<PostgresConnection> {
    return new PostgresConnection(this.client, await this.client.acquireConnection(), this.statements);
  }

  gather(): Gathering {
    return new PostgresGathering(this.client);
  }

  readBeside<R extends object = Row>(query: Statement): RowBatches<R> {
    return this.longReads.read<R>(query);
  }

  firstBeside<R extends object = Row>(query: Statement, most: number): Promise<SentRows<R>> | undefined {
    return this.longReads.open<R>(query, most);
  }

  holdsLock(): boolean {
    return false;
  }

  relay(hear: Hear): Relay {
    return new PostgresRelay(() => this.connectDirectly(), hear);
  }

  private async connectDirectly(): Promise<ServerConnection> {
    if (this.direct === undefined) return this.client.connect();
    const connection = new ServerConnection(this.direct);
    await connection.connect();
    return connection;
  }

  hold(name: string): Promise<Hold | undefined> {
    return RowHold.take(name, () => new LazyTransaction(this));
  }

  close(): Promise<void> {
    return this.knex.destroy();
  }
}
