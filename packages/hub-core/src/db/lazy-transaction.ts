import type { Knex } from 'knex';
import type { Sql } from 'sql-template-tag';
import type {
  Batches,
  Dialect,
  LockOptions,
  Row,
  RowBatches,
  RowLockOptions,
  Together,
  Transaction,
} from './database.js';
import type { Connection, Engine, RestOfRows, Result, SentRows } from './engine.js';
import type { Asked } from './knex/asked.js';
import { boundClient } from './knex/bound-client.js';
import { opaque } from './knex/opaque.js';
import type { Later } from './later.js';
import { isSql, wholeSql } from './sql-part.js';
import { Rows } from './rows.js';
import { statementOf, type Query, type Statement, type BuildQuery } from './statement.js';

interface Savepoint {
  readonly name: string;
  made: boolean;
  /** What is run when it is undone. */
  whenUndone: (() => void)[];
}

/** Rows that a read may have in memory at once. */
const FEW_ROWS = 1000;
/** The same for each of those who read together, of whom there are up to a hundred. */
const FEW_ROWS_TOGETHER = 100;

/** What knex calls its queries that change nothing. */
const READS: ReadonlySet<string> = new Set(['select', 'first', 'pluck']);

/**
 * A transaction that costs what it uses: the connection is taken at the first statement, `BEGIN` is sent with the first
 * write or lock, and a savepoint only when something is written under it (or read, once the transaction has begun:
 * PostgreSQL gives up a transaction after any failed statement).
 *
 * State changes happen in the same step as the statement that makes them is queued, so operations may run several
 * queries at once.
 */
export class LazyTransaction implements Transaction {
  private taking: Promise<Connection> | undefined;
  private begun = false;
  private written = false;
  private client: Knex.Client | undefined;
  private savepointCount = 0;
  private savepoints: Savepoint[] = [];
  private asked: Set<string> | undefined;
  /** Savepoints that are done with; they are released together with the next savepoint. */
  private finished: string[] = [];

  /** Rows that somebody may still read, of a read that has its own connection. */
  private rest: RestOfRows<unknown> | undefined;

  /** @param shared takes a connection that others have too, and nobody gives back for this transaction alone. */
  constructor(
    private readonly engine: Engine,
    private readonly shared?: () => Promise<Connection>,
  ) {}

  get dialect(): Dialect {
    return this.engine.dialect;
  }

  get dirty(): boolean {
    return this.written;
  }

  noteAsked(): ReadonlySet<string> {
    return (this.asked ??= new Set());
  }

  async all<R = Row>(query: Query): Promise<R[]> {
    return (await this.read<R>(query)).rows;
  }

  async rows<R extends object = Row>(query: Query): Promise<Rows<R>> {
    return (await (await this.forReading()).rows<R>(this.noted(query))).rows;
  }

  async many<R extends object = Row>(query: Query): Promise<R[] | Batches<R>> {
    const found = await this.manyRows<R>(query);
    return found instanceof Rows ? found.values() : valuesOf(found);
  }

  async manyRows<R extends object = Row>(asked: Query): Promise<Rows<R> | RowBatches<R>> {
    const query = this.noted(asked);
    // Only the connection of this transaction sees what was written on it.
    const beside = this.begun || this.shared ? undefined : await this.firstBeside<R>(query);
    const { rows, all, rest } =
      beside ?? (await (await this.forReading()).rows<R>(query, this.shared ? FEW_ROWS_TOGETHER : FEW_ROWS));
    if (all) return rows;
    if (rest !== undefined) {
      this.rest = rest;
      return joined(rows, rest);
    }
    if (this.begun) return (await this.take()).stream<R>(query);
    await this.release();
    return this.engine.readBeside<R>(query) ?? (await this.take()).stream<R>(query);
  }

  async first<R = Row>(query: Query): Promise<R | undefined> {
    return (await this.read<R>(query)).rows[0];
  }

  async value<T>(query: Query): Promise<T | undefined> {
    const [row] = (await this.read<Record<string, T | null>>(query)).rows;
    return row === undefined ? undefined : (firstColumn(row) ?? undefined);
  }

  async column<T>(query: Query): Promise<T[]> {
    return (await this.read<Record<string, T>>(query)).rows.map((row) => firstColumn(row)!);
  }

  table<R extends object = Row>(source: string | Sql | Knex.QueryBuilder): Knex.QueryBuilder<R, R[]> {
    const from = isSql(source) ? this.raw(source) : source;
    return this.builders.queryBuilder().from(from) as Knex.QueryBuilder<R, R[]>;
  }

  raw(part: Sql): Knex.Raw {
    const { sql, values } = wholeSql(part);
    const bindings = values.length === 0 ? undefined : values.map(opaque);
    return this.builders.raw(sql, bindings) as Knex.Raw;
  }

  shaped(shape: string, values: readonly unknown[], build: BuildQuery): Statement {
    return this.engine.statements.shaped(shape, values, build);
  }

  async run(query: Query): Promise<number> {
    return (await this.change(query)).count;
  }

  async write<R = Row>(query: Query): Promise<R[]> {
    return (await this.change<R>(query)).rows;
  }

  async insert(table: string, values: Row): Promise<void> {
    await this.change(this.engine.statements.insert(table, values));
  }

  async later<R = Row>(query: Query): Promise<Later<R>> {
    const connection = await this.begin();
    this.written = true;
    return connection.later<R>(this.noted(query));
  }

  async insertReturningId(table: string, values: Row): Promise<number> {
    const connection = await this.begin();
    this.written = true;
    return connection.insertReturningId(table, values);
  }

  async update(table: string, values: Row, where: Sql): Promise<number> {
    const statement = this.engine.statements.update(table, values, where);
    return statement === undefined ? 0 : this.run(statement);
  }

  async delete(table: string, where: Sql): Promise<number> {
    return this.run(this.engine.statements.delete(table, where));
  }

  async nextId(table: string): Promise<number> {
    const connection = await this.begin();
    return connection.nextId(table);
  }

  async lockRows<R = Row>(query: Sql, options: RowLockOptions = {}): Promise<R[]> {
    const connection = await this.begin();
    return (await connection.query<R>(this.noted(this.dialect.forUpdate(wholeSql(query), options)))).rows;
  }

  async lock(name: string, { wait = true }: LockOptions = {}): Promise<boolean> {
    if (!wait && this.taking === undefined && this.engine.holdsLock(name)) return false;
    try {
      const connection = await this.begin({ wait });
      return await connection.lock(name, wait);
    } catch (error) {
      if (!wait && this.dialect.errorKind(error) === 'busy') return false;
      throw error;
    }
  }

  async script(text: string): Promise<void> {
    const connection = await this.begin();
    this.written = true;
    await connection.script(text);
  }

  async savepoint<T>(body: () => Promise<T>): Promise<T> {
    const savepoint: Savepoint = { name: `savepoint_${++this.savepointCount}`, made: false, whenUndone: [] };
    const writtenBefore = this.written;
    this.savepoints.push(savepoint);
    try {
      const result = await body();
      // What fails belongs to it, and is undone with it.
      if (savepoint.made) await (await this.take()).flush();
      if (savepoint.made) this.finished.push(`RELEASE SAVEPOINT ${savepoint.name}`);
      this.savepoints[this.savepoints.indexOf(savepoint) - 1]?.whenUndone.push(...savepoint.whenUndone);
      return result;
    } catch (error) {
      for (const undone of savepoint.whenUndone) undone();
      if (savepoint.made) {
        await this.undo(savepoint);
        this.written = writtenBefore;
      }
      throw error;
    } finally {
      this.savepoints.splice(this.savepoints.indexOf(savepoint), 1);
    }
  }

  whenUndone(body: () => void): void {
    this.savepoints.at(-1)?.whenUndone.push(body);
  }

  together(): Together | undefined {
    const gathering = this.begun ? undefined : this.engine.gather();
    return (
      gathering && {
        open: () => new LazyTransaction(this.engine, () => gathering.take()),
        release: () => gathering.release(),
      }
    );
  }

  async commit(): Promise<void> {
    if (this.taking === undefined || !this.begun) return;
    const connection = await this.taking;
    await connection.commit();
    this.forget();
  }

  async commitWith(write: Sql): Promise<boolean> {
    const connection = await this.begin();
    const committed = await connection.commitWith(this.noted(write));
    if (committed) this.forget();
    return committed;
  }

  async rollback(): Promise<void> {
    if (this.taking === undefined || !this.begun) return;
    const connection = await this.taking;
    this.forget();
    await connection.undo(['ROLLBACK']);
  }

  async release(): Promise<void> {
    const { taking, rest } = this;
    this.rest = undefined;
    // What that fails with is for who reads it: the connection is given back in any case.
    await rest?.close().catch(() => undefined);
    if (taking === undefined) return;
    this.taking = undefined;
    const begun = this.begun;
    this.forget();
    const connection = await taking.catch(() => undefined);
    if (connection === undefined) return;
    let damage: Error | undefined;
    try {
      if (begun) await connection.undo(['ROLLBACK']);
    } catch (error) {
      damage = error instanceof Error ? error : new Error(String(error));
    } finally {
      connection.giveBack(damage);
    }
  }

  /* Where a read goes on by itself, this transaction gives its connection to others meanwhile. */
  private async firstBeside<R extends object>(query: Statement): Promise<SentRows<R> | undefined> {
    const first = this.engine.firstBeside<R>(query, FEW_ROWS);
    if (first !== undefined) await Promise.all([first, this.release()]);
    return first;
  }

  private async read<R = Row>(query: Query): Promise<Result<R>> {
    return (await this.forReading()).query<R>(this.noted(query));
  }

  private noted(query: Query): Statement {
    const statement = statementOf(query);
    this.asked?.add(statement.text);
    return statement;
  }

  private forReading(): Promise<Connection> {
    return this.begun && this.savepoints.length > 0 ? this.begin() : this.take();
  }

  private async change<R = Row>(query: Query): Promise<Result<R>> {
    const connection = await this.begin();
    this.written = true;
    return connection.query<R>(this.noted(query));
  }

  private async ask(query: Asked): Promise<Asked> {
    this.asked?.add(query.sql);
    if (READS.has(query.method ?? '')) return (await this.forReading()).ask(query);
    const connection = await this.begin();
    this.written = true;
    return connection.ask(query);
  }

  private get builders(): Knex.Client {
    this.client ??= boundClient(this.engine.knex.client as Knex.Client, (query) => this.ask(query));
    return this.client;
  }

  private take(): Promise<Connection> {
    if (this.taking === undefined) {
      const taking = this.shared === undefined ? this.engine.take() : this.shared();
      this.taking = taking;
      taking.catch(() => {
        if (this.taking === taking) this.taking = undefined;
      });
    }
    return this.taking;
  }

  /** Begins the transaction and makes the savepoints that are still only noted. */
  private async begin(options?: LockOptions): Promise<Connection> {
    const connection = await this.take();
    const words: string[] = [];
    const begins = !this.begun;
    if (begins) words.push(this.engine.begin);
    const made = this.savepoints.filter((savepoint) => !savepoint.made);
    if (made.length > 0) words.push(...this.finished.splice(0));
    for (const savepoint of made) words.push(`SAVEPOINT ${savepoint.name}`);
    if (words.length === 0) return connection;
    this.begun = true;
    for (const savepoint of made) savepoint.made = true;
    try {
      await connection.precede(words, options);
    } catch (error) {
      if (begins) this.forget();
      throw error;
    }
    return connection;
  }

  private async undo(savepoint: Savepoint): Promise<void> {
    this.finished = [];
    const connection = await this.take();
    await connection.undo([`ROLLBACK TO SAVEPOINT ${savepoint.name}`, `RELEASE SAVEPOINT ${savepoint.name}`]);
  }

  private forget(): void {
    this.begun = false;
    this.written = false;
    this.finished = [];
    for (const savepoint of this.savepoints) savepoint.made = false;
  }
}

async function* joined<R>(first: Rows<R>, rest: RowBatches<R>): AsyncGenerator<Rows<R>, void, undefined> {
  yield first;
  yield* rest;
}

async function* valuesOf<R>(batches: RowBatches<R>): AsyncGenerator<R[], void, undefined> {
  for await (const rows of batches) yield rows.values();
}

function firstColumn<T>(row: Readonly<Record<string, T>>): T | undefined {
  for (const name in row) return row[name];
  return undefined;
}
