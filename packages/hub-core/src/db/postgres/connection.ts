import sql from 'sql-template-tag';
import { errorCode } from '../../error-facts.js';
import type { Row } from '../database.js';
import type { Connection, Result, SentRows } from '../engine.js';
import { quoted } from '../identifier.js';
import type { Asked } from '../knex/asked.js';
import type { KeptStatements } from '../knex/kept-statements.js';
import type { Later } from '../later.js';
import { observedRows } from '../observed-rows.js';
import type { Rows } from '../rows.js';
import type { Statement } from '../statement.js';
import { parametersOf, type PostgresClient } from './postgres-client.js';
import type { ServerConnection } from './server-connection.js';
import type { NamedStatement, Parameters, SentBefore, SentStatement } from './prepared-query.js';
import { StreamedQuery } from './streamed-query.js';
import { LaterWrite } from './later-write.js';
import { SideBySide } from './side-by-side.js';
import { BEGIN, Unsent } from './unsent.js';

/** A connection of the pool in the hands of one request. */
export class PostgresConnection implements Connection {
  private readonly unsent = new Unsent();
  private readonly asked = new SideBySide((sent, before) =>
    this.client.runSent(this.server, { ...sent, before: [...this.unsent.take(), ...before] }),
  );

  constructor(
    private readonly client: PostgresClient,
    private readonly server: ServerConnection,
    private readonly statements: KeptStatements,
  ) {}

  query<R = Row>({ text, values }: Statement): Promise<Result<R>> {
    return new Promise((resolve, reject) => {
      this.asked.ask({ sent: this.client.sent(text, values), resolve, reject });
    });
  }

  ask(query: Asked): Promise<Asked> {
    this.asked.send();
    return this.client.ask(this.server, query, this.unsent);
  }

  rows<R = Row>(query: Statement, most?: number): Promise<SentRows<R>> {
    this.asked.send();
    return this.client.rows<R>(this.server, query.text, query.values, { most, before: this.unsent });
  }

  /** @param first rows that the first batch is to have: it comes when they have come, or all. */
  async *stream<R extends object = Row>(
    query: Statement,
    first?: number,
  ): AsyncGenerator<Rows<R>, void, undefined> {
    const streamed = new StreamedQuery<R>(this.client.sent(query.text, query.values), first);
    this.asked.send();
    await this.client.send(this.server, this.unsent);
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
    this.asked.send();
    this.unsent.addWords(words.map((word) => this.wordOf(word)));
  }

  async later<R = Row>(query: Statement): Promise<Later<R>> {
    const write = new LaterWrite(this.client.sent(query.text, query.values));
    this.asked.send();
    this.unsent.add(write);
    return {
      rows: async () => {
        await this.flush();
        return (await write.rows) as R[];
      },
    };
  }

  async flush(): Promise<void> {
    this.asked.send();
    if (this.unsent.writes) await this.client.send(this.server, this.unsent);
  }

  async commit(): Promise<void> {
    this.asked.send();
    if (this.unsent.endsUnsent()) return;
    const { command } = await this.client.run(this.server, 'COMMIT', [], this.unsent);
    if (command === 'ROLLBACK') {
      throw new Error('Nothing was committed: a statement of this transaction had failed');
    }
  }

  async commitWith(write: Statement): Promise<boolean> {
    const guard = new Guard(this.client.sent(guarded(write.text), write.values));
    this.asked.send();
    this.unsent.add(guard);
    try {
      await this.commit();
      return true;
    } catch (error) {
      if (guard.touchedNothing) return false;
      throw error;
    }
  }

  async undo(words: readonly string[]): Promise<void> {
    this.asked.send();
    if (!this.unsent.undo(words[0]!)) await this.client.runAll(this.server, words);
  }

  async script(text: string): Promise<void> {
    this.asked.send();
    await this.client.send(this.server, this.unsent);
    await this.client.runAll(this.server, [text]);
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

  /* Savepoints have too many names to be kept. */
  private wordOf(word: string): SentStatement {
    if (word === BEGIN) return this.client.sent(word, []);
    return { statement: undefined, text: word, parameters: parametersOf([]) };
  }

  giveBack(damage?: Error): void {
    this.asked.send();
    if (damage !== undefined) this.server.discard(damage);
    void this.server.idle.then(() => this.client.releaseConnection(this.server) as Promise<void>);
  }
}

/* A write that fails when it touches no row, so that what is sent behind it is not run. */
function guarded(write: string): string {
  return `WITH touched AS (${write} RETURNING 1) SELECT 1 / count(*) FROM touched`;
}

const DIVISION_BY_ZERO = '22012';

/** Such a write, sent before COMMIT. */
class Guard implements SentBefore {
  readonly statement: NamedStatement | undefined;
  readonly text: string;
  readonly parameters: Parameters;
  touchedNothing = false;

  constructor({ statement, text, parameters }: SentStatement) {
    this.statement = statement;
    this.text = text;
    this.parameters = parameters;
  }

  readonly failed: SentBefore['failed'] = (error, own) => {
    this.touchedNothing = own && errorCode(error) === DIVISION_BY_ZERO;
  };
}
