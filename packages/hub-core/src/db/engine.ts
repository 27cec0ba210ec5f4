import type { Knex } from 'knex';
import type { Dialect, Hold, Row, RowBatches } from './database.js';
import type { KeptStatements } from './knex/kept-statements.js';
import type { Asked } from './knex/asked.js';
import type { Later } from './later.js';
import type { Hear, Relay } from './relay.js';
import type { Rows } from './rows.js';
import type { Statement } from './statement.js';

/** What an engine answers to one statement. */
export interface Result<R = Row> {
  readonly rows: R[];
  /** How many rows the statement touched or returned. */
  readonly count: number;
}

/** Rows of a read as they were sent. */
export interface SentRows<R> {
  readonly rows: Rows<R>;
  /** Whether there are no more. */
  readonly all: boolean;
  /** Those that follow, where the same read goes on with them. */
  readonly rest?: RestOfRows<R>;
}

/** Rows that the database sends when they are asked for, once. */
export interface RestOfRows<R> extends RowBatches<R> {
  /** Gives the connection back, whether they were read or not. */
  close(): Promise<void>;
}

/**
 * One connection while one request has it. Statements run in the order they were asked for. `R` is what the caller says of
 * the rows: what the statement selects is not compared with it.
 */
export interface Connection {
  query<R = Row>(query: Statement): Promise<Result<R>>;

  /** Runs what a builder of knex's sends, and puts the response beside it. */
  ask(query: Asked): Promise<Asked>;

  /** Rows of a read as they were sent, all of them or `most` (or a few more), and whether there are no more. */
  rows<R extends object = Row>(query: Statement, most?: number): Promise<SentRows<R>>;

  /** All rows of a read in batches, at the pace of who takes them. Nothing else can be asked meanwhile. */
  stream<R extends object = Row>(query: Statement): RowBatches<R>;

  /** Runs BEGIN, SAVEPOINT and RELEASE SAVEPOINT before the next statement, in one round trip with it where that can be. */
  precede(words: readonly string[], options?: { wait?: boolean }): Promise<void>;

  /**
   * Runs a write now, or before the next statement, in one round trip with it: what it fails with is thrown there then, and that one is
   * not run.
   */
  later<R = Row>(query: Statement): Promise<Later<R>>;

  /** Runs the writes that wait for a statement. */
  flush(): Promise<void>;

  commit(): Promise<void>;

  /**
   * Commits with one more write, in one round trip where that can be. Returns false when it touches no row: nothing is committed then,
   * and the transaction has still to be rolled back.
   */
  commitWith(write: Statement): Promise<boolean>;

  /** Runs ROLLBACK, or ROLLBACK TO and what follows it, in one round trip. */
  undo(words: readonly string[]): Promise<void>;

  /** Runs several statements that have no parameters. */
  script(text: string): Promise<void>;

  /** Takes a named lock inside the transaction that has begun. */
  lock(name: string, wait: boolean): Promise<boolean>;

  /** Draws the next `id` of a table. */
  nextId(table: string): Promise<number>;

  /** Inserts one row with the next `id` of its table, and returns that. */
  insertReturningId(table: string, values: Row): Promise<number>;

  /** Gives the connection back to the engine; a damaged one is closed. */
  giveBack(damage?: Error): void;
}

/** One connection by which several read at the same time. */
export interface Gathering {
  /** For a transaction of one of them, which gives it back only to the others. */
  take(): Promise<Connection>;
  /** Gives the connection back to the engine, when everything is answered. */
  release(): Promise<void>;
}

/** What each engine brings to the shared transaction code. */
export interface Engine {
  readonly dialect: Dialect;
  /** Whose pool the connections are of. */
  readonly knex: Knex;
  readonly statements: KeptStatements;
  /** The word that begins a transaction. */
  readonly begin: string;
  take(): Promise<Connection>;
  /** Undefined where nothing is gained by reading together. */
  gather(): Gathering | undefined;
  /**
   * All rows of a long read, in batches and at the pace of who takes them, beside the connections of requests; few such
   * reads run at once, others wait for their turn. Undefined where there is nothing beside the one connection.
   */
  readBeside<R extends object = Row>(query: Statement): RowBatches<R> | undefined;
  /**
   * The first rows of a read, `most` of them or a few more, beside the connections of requests. Undefined for a read that
   * keeps nobody waiting on a connection of theirs, and is not expected to have more rows.
   */
  firstBeside<R extends object = Row>(query: Statement, most: number): Promise<SentRows<R>> | undefined;
  /** Whether somebody of this process holds the named lock, where the engine can know without asking. */
  holdsLock(name: string): boolean;
  /** How the processes of this database talk to each other, where there may be several. */
  relay(hear: Hear): Relay | undefined;
  /** Takes a named lock beyond transactions; undefined when somebody else has it. */
  hold(name: string): Promise<Hold | undefined>;
  close(): Promise<void>;
}

/** Told of every statement after it ran: for metrics, slow query logs and tests that count round trips. */
export type StatementObserver = (statement: {
  readonly text: string;
  readonly milliseconds: number;
  readonly error?: unknown;
}) => void;
