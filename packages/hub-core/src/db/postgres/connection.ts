import sql, { type Sql } from 'sql-template-tag';
import type { PoolClient } from 'pg';
import { DatabaseUnreachable } from '../database-error.js';
import type { Row } from '../database.js';
import type { Connection, FirstRows, Result, StatementObserver } from '../engine.js';
import { quoted } from '../identifier.js';
import { insertStatement } from '../statements.js';
import { isUnreachable } from './dialect.js';
import { PreparedQuery, type NamedStatement, type Parameters } from './prepared-query.js';
import type { StatementNames } from './statement-names.js';
import { StreamedQuery } from './streamed-query.js';
import { bind, typeOf } from './values.js';

/** What every connection of a pool shares. */
export interface Shared {
  readonly names: StatementNames | undefined;
  readonly observe: StatementObserver | undefined;
}

export class PostgresConnection implements Connection {
  private damage: Error | undefined;
  /** The driver takes one statement at a time. */
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly client: PoolClient,
    private readonly shared: Shared,
  ) {
    client.on('error', this.noteDamage);
  }

  query(query: Sql): Promise<Result> {
    const { text } = query;
    const parameters = parametersOf(query);
    const statement = this.statementOf(text, parameters);
    return this.send(
      text,
      () =>
        new Promise((resolve, reject) => {
          this.client.query(new PreparedQuery(statement, text, parameters, resolve, reject));
        }),
    );
  }

  first(query: Sql, most: number): Promise<FirstRows> {
    const { text } = query;
    const parameters = parametersOf(query);
    const statement = this.statementOf(text, parameters);
    return this.send(
      text,
      () =>
        new Promise((resolve, reject) => {
          this.client.query(new PreparedQuery(statement, text, parameters, resolve, reject, most));
        }),
    );
  }

  async *stream(query: Sql): AsyncIterable<Row[]> {
    const { text } = query;
    const streamed = new StreamedQuery(text, parametersOf(query));
    await this.last;
    this.client.query(streamed);
    try {
      yield* streamed.batches();
    } catch (error) {
      throw this.asLost(error);
    } finally {
      // The rest of the rows would come as the answer to the next statement.
      if (!streamed.done) this.damage = new Error('a read was given up before its end');
    }
  }

  async control(words: readonly string[]): Promise<void> {
    const text = words.join('; ');
    const result = await this.send(text, () => this.client.query(text));
    if (text === 'COMMIT' && result.command === 'ROLLBACK') {
      throw new Error('Nothing was committed: a statement of this transaction had failed');
    }
  }

  async script(text: string): Promise<void> {
    await this.send(text, () => this.client.query(text));
  }

  /**
   * Koji's own lock: the row of table `locks`. SKIP LOCKED answers where NOWAIT would break the transaction. A missing
   * row is inserted under an advisory lock, since the insert itself would wait for another inserter.
   */
  async lock(name: string, wait: boolean): Promise<boolean> {
    const select = wait
      ? sql`SELECT name FROM locks WHERE name = ${name} FOR UPDATE`
      : sql`SELECT name FROM locks WHERE name = ${name} FOR UPDATE SKIP LOCKED`;
    if ((await this.query(select)).count > 0) return true;
    if (!wait && (await this.query(sql`SELECT 1 FROM locks WHERE name = ${name}`)).count > 0) return false;
    const guard = wait
      ? sql`SELECT true AS free FROM (SELECT pg_advisory_xact_lock(hashtext(${name}))) AS guard`
      : sql`SELECT pg_try_advisory_xact_lock(hashtext(${name})) AS free`;
    if ((await this.query(guard)).rows[0]?.['free'] !== true) return false;
    await this.query(sql`INSERT INTO locks (name) VALUES (${name}) ON CONFLICT DO NOTHING`);
    return (await this.query(select)).count > 0;
  }

  async nextId(table: string): Promise<number> {
    const result = await this.query(
      sql`SELECT nextval(pg_get_serial_sequence(${quoted(table)}, 'id')) AS id`,
    );
    return result.rows[0]!['id'] as number;
  }

  async insertReturningId(table: string, values: Row): Promise<number> {
    const { rows } = await this.query(sql`${insertStatement(table, values)} RETURNING id`);
    return rows[0]!['id'] as number;
  }

  giveBack(damage = this.damage): void {
    void this.last.then(() => {
      this.client.off('error', this.noteDamage);
      this.client.release(damage);
    });
  }

  /* A statement is prepared for the types of its parameters. */
  private statementOf(text: string, { types }: Parameters): NamedStatement | undefined {
    const typed = types.some((type) => type !== 0);
    return this.shared.names?.statementOf(typed ? `${types.join()} ${text}` : text);
  }

  private readonly noteDamage = (error: Error): void => {
    this.damage = error;
  };

  private async send<Answer>(text: string, run: () => Promise<Answer>): Promise<Answer> {
    const { observe } = this.shared;
    if (observe === undefined) return this.inTurn(run);
    const start = performance.now();
    try {
      const result = await this.inTurn(run);
      observe({ text, milliseconds: performance.now() - start });
      return result;
    } catch (error) {
      observe({ text, milliseconds: performance.now() - start, error });
      throw error;
    }
  }

  private async inTurn<Answer>(run: () => Promise<Answer>): Promise<Answer> {
    try {
      const answer = this.last.then(run);
      this.last = answer.catch(() => undefined);
      return await answer;
    } catch (error) {
      throw this.asLost(error);
    }
  }

  private asLost(error: unknown): unknown {
    if (!isUnreachable(error)) return error;
    this.damage = error as Error;
    return new DatabaseUnreachable('The connection to the database was lost', { cause: error });
  }
}

function parametersOf(query: Sql): Parameters {
  return { values: query.values.map(bind), types: query.values.map(typeOf) };
}
