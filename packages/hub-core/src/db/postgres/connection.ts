import sql from 'sql-template-tag';
import type { Row } from '../database.js';
import type { Connection, Result, SentRows } from '../engine.js';
import { quoted } from '../identifier.js';
import type { Asked } from '../knex/asked.js';
import type { KeptStatements } from '../knex/kept-statements.js';
import { observedRows } from '../observed-rows.js';
import type { Statement } from '../statement.js';
import { parametersOf, type PostgresClient } from './postgres-client.js';
import type { ServerConnection } from './server-connection.js';
import { StreamedQuery } from './streamed-query.js';
import { WordsBefore } from './words-before.js';

/** A connection of the pool in the hands of one request. */
export class PostgresConnection implements Connection {
  private readonly before = new WordsBefore();

  constructor(
    private readonly client: PostgresClient,
    private readonly server: ServerConnection,
    private readonly statements: KeptStatements,
  ) {}

  query<R = Row>(query: Statement): Promise<Result<R>> {
    return this.client.run<R>(this.server, query.text, query.values, this.before);
  }

  ask(query: Asked): Promise<Asked> {
    return this.client.ask(this.server, query, this.before);
  }

  rows<R = Row>(query: Statement, most?: number): Promise<SentRows<R>> {
    return this.client.rows<R>(this.server, query.text, query.values, { most, before: this.before });
  }

  async *stream<R = Row>(query: Statement): AsyncIterable<R[]> {
    const streamed = new StreamedQuery<R>(query.text, parametersOf(query.values));
    const before = this.before.take();
    if (before.length > 0) await this.client.runAll(this.server, before);
    await this.server.idle;
    this.server.query(streamed);
    try {
      yield* observedRows(this.client.config.observe, query.text, streamed.batches());
    } catch (error) {
      throw this.server.asLost(error);
    } finally {
      // The rest of the rows would come as the answer to the next statement.
      if (!streamed.done) this.server.discard(new Error('a read was given up before its end'));
    }
  }

  async precede(words: readonly string[]): Promise<void> {
    this.before.add(words);
  }

  async control(words: readonly string[]): Promise<void> {
    const [word = ''] = words;
    if (this.before.end(word)) return;
    const { command } = await this.client.runAll(this.server, words);
    if (word === 'COMMIT' && command === 'ROLLBACK') {
      throw new Error('Nothing was committed: a statement of this transaction had failed');
    }
  }

  async script(text: string): Promise<void> {
    await this.client.runAll(this.server, [...this.before.take(), text]);
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
    const { rows } = await this.query<{ id: number }>(
      sql`SELECT nextval(pg_get_serial_sequence(${quoted(table)}, 'id')) AS id`,
    );
    return rows[0]!.id;
  }

  async insertReturningId(table: string, values: Row): Promise<number> {
    const { rows } = await this.query<{ id: number }>(this.statements.insertReturningId(table, values));
    return rows[0]!.id;
  }

  giveBack(damage?: Error): void {
    if (damage !== undefined) this.server.discard(damage);
    void this.server.idle.then(() => this.client.releaseConnection(this.server) as Promise<void>);
  }
}
