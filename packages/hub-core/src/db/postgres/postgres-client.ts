import { setTimeout } from 'node:timers/promises';
import type { Knex } from 'knex';
import { errorCode } from '../../error-facts.js';
import type { Row } from '../database.js';
import { DatabaseBusy, DatabaseUnreachable } from '../database-error.js';
import type { Result, SentRows, StatementObserver } from '../engine.js';
import { asked, type Asked } from '../knex/asked.js';
import { clientOf } from '../knex/client-of.js';
import { revealed } from '../knex/opaque.js';
import { PLANNING } from './planning.js';
import { MergedQuery, type Asker } from './merged-query.js';
import {
  PreparedQuery,
  RowsQuery,
  type AskedOnce,
  type NamedStatement,
  type Parameters,
  type SentStatement,
} from './prepared-query.js';
import { ServerConnection } from './server-connection.js';
import type { RowShape } from './server-rows.js';
import type { StatementNames } from './statement-names.js';
import { bind, typeOf, type PostgresArray } from './values.js';
import type { Unsent } from './unsent.js';

/** What our client is told beside knex's own words. knex copies no other members of a client into a transaction. */
export interface PostgresConfig extends Knex.Config {
  readonly connection: Knex.PgConnectionConfig;
  readonly pool: Knex.PoolConfig;
  readonly names: StatementNames | undefined;
  readonly observe: StatementObserver | undefined;
  /** Milliseconds that somebody waits for a connection. */
  readonly patience: number;
}

/**
 * knex's client for PostgreSQL. Beside it, statements are kept by their text and described once, values come decoded as
 * everywhere in the hub, and errors say whether the server is away.
 */
export class PostgresClient extends clientOf('pg') {
  declare config: PostgresConfig;

  override initializeDriver(): void {
    this.driver = { Client: ServerConnection };
  }

  /** A connection beside the pool, which belongs to the caller. */
  async connect(): Promise<ServerConnection> {
    const connection = (await super.acquireRawConnection()) as ServerConnection;
    // Behind a pooler that gives each transaction another session there is none to set.
    if (this.config.names !== undefined) await connection.query(PLANNING);
    return connection;
  }

  override async acquireRawConnection(): Promise<ServerConnection> {
    const deadline = performance.now() + this.config.patience;
    for (let pause = 20; ; pause = Math.min(pause * 2, 1000)) {
      try {
        return await this.connect();
      } catch (error) {
        // The server has no connection left: others of its clients give theirs back now and then.
        if (
          errorCode(error) !== TOO_MANY_CONNECTIONS ||
          this.isClosed ||
          performance.now() + pause > deadline
        ) {
          throw new DatabaseUnreachable(`Cannot connect to the database: ${reason(error)}`, { cause: error });
        }
        await setTimeout(pause);
      }
    }
  }

  override async acquireConnection(): Promise<ServerConnection> {
    try {
      const connection = (await super.acquireConnection()) as ServerConnection;
      if (this.config.names !== undefined) connection.renewPlans();
      return connection;
    } catch (error) {
      if (error instanceof DatabaseUnreachable) throw error;
      if (this.isClosed) throw new DatabaseUnreachable('The database was closed', { cause: error });
      const seconds = this.config.patience / 1000;
      throw new DatabaseBusy(`no connection to the database became free in ${seconds} seconds`, {
        cause: error,
      });
    }
  }

  /** What knex's builders send. knex would put the statement with all its values into the message of an error. */
  override query(connection: ServerConnection, query: Asked | string): Promise<Asked> {
    return this.ask(connection, asked(query));
  }

  /** Runs what a builder of knex's sends, after what waits for a statement. */
  async ask(connection: ServerConnection, statement: Asked, before?: Unsent): Promise<Asked> {
    const text = this.positionBindings(statement.sql) as string;
    const values = this.prepBindings(statement.bindings);
    const { rows, count, command } = await this.run(connection, text, values, before);
    return Object.assign(statement, { response: { rows, rowCount: count, command } });
  }

  override prepBindings(bindings: readonly unknown[] | undefined): unknown[] {
    return revealed(bindings, (date) => date.toISOString());
  }

  /** Runs one statement, after what waits for one. */
  run<R = Row>(
    connection: ServerConnection,
    text: string,
    values: readonly unknown[],
    before?: Unsent,
  ): Promise<Result<R> & { readonly command: string }> {
    return this.runSent(connection, this.askedWith(text, values, before));
  }

  /** Runs one statement, after those that go before it. */
  runSent<R = Row>(
    connection: ServerConnection,
    asked: AskedOnce,
  ): Promise<Result<R> & { readonly command: string }> {
    return this.observed(connection, asked, () => {
      return new Promise((resolve, reject) => {
        connection.query(new PreparedQuery<R>(asked, resolve, reject));
      });
    });
  }

  /** Runs a read whose rows are wanted as the server sends them; with `most`, no more than that. */
  rows<R = Row>(
    connection: ServerConnection,
    text: string,
    values: readonly unknown[],
    { most, before }: { readonly most?: number; readonly before?: Unsent } = {},
  ): Promise<SentRows<R>> {
    const asked = { ...this.askedWith(text, values, before), most };
    return this.observed(connection, asked, () => {
      return new Promise((resolve, reject) => {
        connection.query(new RowsQuery<R>(asked, resolve, reject));
      });
    });
  }

  /**
   * Runs a merged statement: each of the askers takes its rows.
   * @param lists by parameter: the values of all of them.
   * Returns the columns that the rows have.
   */
  merged(
    connection: ServerConnection,
    text: string,
    lists: readonly PostgresArray[],
    askers: readonly Asker[],
  ): Promise<RowShape | undefined> {
    const asked = this.askedWith(text, lists);
    return this.observed(connection, asked, () => {
      return new Promise((resolve, reject) => {
        connection.query(new MergedQuery(asked, askers, resolve, reject));
      });
    });
  }

  /** Runs statements without values, in one round trip. */
  async runAll(
    connection: ServerConnection,
    texts: readonly string[],
  ): Promise<{ readonly command: string }> {
    const text = texts.join('; ');
    return this.observed(connection, { text }, () => connection.query(text));
  }

  /** Sends what waits for a statement, without one. */
  async send(connection: ServerConnection, unsent: Unsent): Promise<void> {
    const statements = unsent.take();
    const last = statements.at(-1);
    if (last === undefined) return;
    try {
      const result = await this.runSent(connection, { ...sentOf(last), before: statements.slice(0, -1) });
      last.done?.(result);
    } catch (error) {
      last.failed?.(error, true);
      throw error;
    }
  }

  /* What waits is taken last: a value that cannot be bound leaves it to the next statement. */
  private askedWith(text: string, values: readonly unknown[], before?: Unsent): AskedOnce {
    return { ...this.sent(text, values), before: before?.take() };
  }

  /** A statement as it is sent. Throws TypeError for values that are no values of a column. */
  sent(text: string, values: readonly unknown[]): SentStatement {
    const parameters = parametersOf(values);
    return { statement: this.statementOf(text, parameters), text, parameters };
  }

  /** The statement as it is kept prepared, for the types of its parameters; undefined when it is not kept. */
  statementOf(text: string, { types }: Parameters): NamedStatement | undefined {
    const typed = types.some((type) => type !== 0);
    return this.config.names?.statementOf(typed ? `${types.join()} ${text}` : text);
  }

  private get isClosed(): boolean {
    return this.pool === undefined || (this.pool as { destroyed?: boolean }).destroyed === true;
  }

  private async observed<Answer>(
    connection: ServerConnection,
    { text, before = [] }: Pick<AskedOnce, 'text' | 'before'>,
    run: () => Promise<Answer>,
  ): Promise<Answer> {
    const { observe } = this.config;
    if (observe === undefined) return connection.inTurn(run);
    for (const { text: sent } of before) observe({ text: sent, milliseconds: 0 });
    const start = performance.now();
    try {
      const answer = await connection.inTurn(run);
      observe({ text, milliseconds: performance.now() - start });
      return answer;
    } catch (error) {
      observe({ text, milliseconds: performance.now() - start, error });
      throw error;
    }
  }
}

function sentOf({ statement, text, parameters }: SentStatement): SentStatement {
  return { statement, text, parameters };
}

export function parametersOf(values: readonly unknown[]): Parameters {
  return { values: values.map(bind), types: values.map(typeOf) };
}

const TOO_MANY_CONNECTIONS = '53300';

/** A refused connection to several addresses is an AggregateError without a message. */
function reason(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reason).join('; ');
  return error instanceof Error ? error.message : String(error);
}
