import type { Knex } from 'knex';
import type { Sql } from 'sql-template-tag';
import type { Later } from './later.js';
import type { Hear, Relay } from './relay.js';
import type { Rows } from './rows.js';
import type { BuildQuery, NewRow, Query, Row, Statement } from './statement.js';

export type { Later, NewRow, Row };

/** What a query may be asked of: a request's transaction, or a plain connection. */
export interface Queries {
  readonly dialect: Dialect;

  /**
   * A query of a table, or of tables that SQL joins, to be put together by knex. It belongs to this transaction: awaited, or
   * given to `all`, `first` and the others, it runs there.
   * @example
   * const due = ctx.db.table('kojikit_sidetag').select('tag_id').whereNotNull('expires');
   * if (tag !== undefined) due.where('tag_id', tag);
   * for (const { tag_id } of await due) …
   */
  table<R extends object = Row>(source: string | Sql | Knex.QueryBuilder): Knex.QueryBuilder<R, R[]>;

  /** SQL as a part of such a query. Awaited by itself it counts as a write. */
  raw(part: Sql): Knex.Raw;

  /**
   * A query that knex builds once for each shape, for those that come with many calls: building takes longer than most run.
   * @param shape all that the text of the query depends on.
   * @param values what is bound; `build` gets a number for each, to be bound in its place.
   */
  shaped(shape: string, values: readonly unknown[], build: BuildQuery): Statement;

  /** All rows of a read. */
  all<R = Row>(query: Query): Promise<R[]>;

  /**
   * All rows of a read as the database sent them, for listings of which most goes out as it is: what needs no look at the
   * values never makes them.
   */
  rows<R extends object = Row>(query: Query): Promise<Rows<R>>;

  /** The first row of a read, or undefined. */
  first<R = Row>(query: Query): Promise<R | undefined>;

  /** The first column of the first row of a read, or undefined. */
  value<T>(query: Query): Promise<T | undefined>;

  /** The first column of every row of a read. */
  column<T>(query: Query): Promise<T[]>;

  /** Writes and returns the number of rows it touched. The first write of a request begins its transaction. */
  run(query: Query): Promise<number>;

  /** Writes with `RETURNING`. Returns those rows. */
  write<R = Row>(query: Query): Promise<R[]>;

  /**
   * Writes what is asked for later, if at all. On PostgreSQL it goes out with the statement behind it, in one round trip: what it fails
   * with is thrown there, or where its answer is asked for, and at the end of the savepoint that it is written under.
   */
  later<R = Row>(query: Query): Promise<Later<R>>;

  /** Inserts one row; undefined members are left to the column's default. */
  insert(table: string, values: Row): Promise<void>;

  /** Inserts one row and returns its `id`. */
  insertReturningId(table: string, values: Row): Promise<number>;

  /** Updates the rows that `where` selects; undefined members are left alone. Returns how many. */
  update(table: string, values: Row, where: Sql): Promise<number>;

  /** Deletes the rows that `where` selects. Returns how many. */
  delete(table: string, where: Sql): Promise<number>;

  /**
   * Reads rows and keeps them locked until the transaction ends. On SQLite the transaction itself is the lock:
   * it has one writer.
   */
  lockRows<R = Row>(query: Sql, options?: RowLockOptions): Promise<R[]>;

  /**
   * Takes the named lock of the `locks` table until the transaction ends. A name that has no row there gets one.
   * Returns whether the lock was taken, which is always so unless `wait` is false. On SQLite another process that is
   * writing anything at all counts as its holder.
   */
  lock(name: string, options?: LockOptions): Promise<boolean>;

  /**
   * Runs `body` under a savepoint: what it wrote is undone when it throws, and the error goes on. Needed around a
   * statement whose failure is expected: PostgreSQL refuses everything after a failed statement but this undo.
   * Savepoints nest; one that nothing is written under costs nothing.
   */
  savepoint<T>(body: () => Promise<T>): Promise<T>;

  /** Has something run when what is written from now on is taken back to the innermost savepoint or one around it. */
  whenUndone(body: () => void): void;

  /**
   * Draws the next `id` of a table whose ids are counted, for a row that must know its own id when it is inserted.
   * A drawn id is not given again, also when the transaction rolls back.
   */
  nextId(table: string): Promise<number>;

  /** Runs several statements that take no parameters, for schema changes. */
  script(text: string): Promise<void>;
}

export interface RowLockOptions {
  /** The alias of the one table whose rows to lock; needed where the query has outer joins. Default: all. */
  readonly of?: string;
}

export interface LockOptions {
  /** False: answer false at once when somebody else holds the lock. Default: true. */
  readonly wait?: boolean;
}

/** Rows of a read that are too many to have them all in memory. They can be read once. */
export type Batches<R> = AsyncIterable<readonly R[]>;

/** {@link Batches} of rows as the database sent them. */
export type RowBatches<R> = AsyncIterable<Rows<R>>;

/** Transactions of several who read at the same time. */
export interface Together {
  /** For one of them. It refuses what is no read. */
  open(): Transaction;
  /** Gives back what they share, when all of them are done. */
  release(): Promise<void>;
}

/** The transaction of one request. It begins with the first write: a request that only reads costs its reads alone. */
export interface Transaction extends Queries {
  /** Whether anything was written since the last commit. */
  readonly dirty: boolean;
  /** The texts of all statements from now on, which are added as they are asked. */
  noteAsked(): ReadonlySet<string>;
  /**
   * All rows of a read when they are few, else batches of them. Those must be read before the transaction is asked for
   * anything else. Unless something was written, the connection is given back: others need not wait for the reader.
   */
  many<R extends object = Row>(query: Query): Promise<R[] | Batches<R>>;
  /** {@link many} with rows as the database sent them. */
  manyRows<R extends object = Row>(query: Query): Promise<Rows<R> | RowBatches<R>>;
  /**
   * For parts of the request that only read and do not depend on each other: those that ask the same of different things at the
   * same time are answered by one statement. Undefined where nothing is gained by it, and when something was written here,
   * which others do not see.
   */
  together(): Together | undefined;
  commit(): Promise<void>;
  /**
   * Commits with one more write, in one round trip where that can be. Returns false when it touches no row: nothing is committed then,
   * and the transaction is good for nothing but `rollback()`.
   */
  commitWith(write: Sql): Promise<boolean>;
  rollback(): Promise<void>;
  /**
   * Rolls back what is open and gives the connection back. Safe to call twice. A later statement takes a connection
   * again, so a call that waits for news releases, waits, and goes on; whoever opened it releases at the end.
   */
  release(): Promise<void>;
}

/** A database that requests take their transactions from. */
export interface Database {
  readonly dialect: Dialect;

  /**
   * The database as knex has it, for changes of the schema. It knows nothing of a request's transaction: on SQLite it
   * waits for the request that has the connection.
   */
  readonly knex: Knex;

  /**
   * A transaction that has not touched a connection yet. The caller must `release()` it. Do not open a second one while
   * the first is in use: on SQLite it waits for the first, until it fails as busy.
   */
  open(): Transaction;

  /** Runs `body` in a transaction of its own: committed when it returns, rolled back when it throws. */
  transaction<T>(body: (db: Transaction) => Promise<T>): Promise<T>;

  /** How the processes of this database talk to each other; undefined where one process has the database for itself. */
  relay(hear: Hear): Relay | undefined;

  /**
   * Takes a named lock for longer than one transaction, for work that goes on outside of the database meanwhile.
   * Undefined when somebody else has it, in this process or another: it never waits. The lock ends with `release()`
   * or with the process. On PostgreSQL it is the same lock as `Transaction.lock` takes and costs one connection.
   */
  hold(name: string): Promise<Hold | undefined>;

  close(): Promise<void>;
}

/** A named lock in somebody's hands. */
export interface Hold {
  /** Gives the lock back. Safe to call twice. */
  release(): Promise<void>;
}

/** What is known of changes: queries of the notes that the database itself makes of them, whoever makes the change. */
export interface Changes {
  /**
   * What is committed now (`moment`), in as many rows as tables (`relation`) were changed by transactions that were not yet committed at a
   * moment before; in one row with null when none was. `known` is false, and nothing is said of tables, without a moment and for that of
   * another server.
   */
  since(moment: string | undefined): Sql;

  /**
   * Every `name` that a query could have in it and that is the site's own, tables, views and functions, and whether it is a
   * table whose changes are noted (`watched`).
   */
  names(): Sql;

  /**
   * Statements that forget notes which are older than an hour, one after the other in one transaction. A moment that is not
   * {@link Changes.since asked about} for so long says nothing any more.
   */
  forget(): readonly Sql[];
}

/**
 * What differs between the engines, as intentions. Nothing outside `db/` asks which engine it is.
 */
export interface Dialect {
  readonly name: 'postgresql' | 'sqlite';

  /** Whether Koji's own hub can work on such a database. */
  readonly sharedWithKoji: boolean;

  /** The present moment as a value for a timestamp column. */
  now(): Sql;

  /**
   * A point in time as a value for a timestamp column or a comparison with one: seconds since 1970, or a time as text in
   * any form that PostgreSQL reads (without a zone it is UTC). Throws RangeError for what is no time.
   */
  moment(time: number | string): Sql;

  /** Seconds since 1970 of a timestamp expression, as a float; null stays null. */
  epoch(expression: Sql): Sql;

  /**
   * `column IN (values)` that stays one prepared statement whatever the number of values. Empty: false. A null among
   * them matches nothing, and leaves NOT IN without a match.
   */
  isIn(column: Sql, values: readonly (number | string | null)[]): Sql;

  /**
   * The column, read row by row. PostgreSQL knows from its figures of a table whether an index helps and gets the column as
   * it is; SQLite has no such figures, and would collect and sort most rows of a table for the newest few of them.
   */
  unindexed(column: Sql): Sql;

  /**
   * A query to be read from, in parentheses, that is planned by itself: for where PostgreSQL takes what two tables have in
   * common for much less than it is, and would look up row after row.
   */
  planned(query: Sql): Sql;

  /** The numbers as a table `listed` with the columns `value` and `place`, which counts them in their order. */
  listed(values: readonly number[]): Sql;

  /** A text that is compared with others byte by byte, whatever the language of the database. */
  bytewise(text: Sql): Sql;

  /** SQL's LIKE with backslash as escape, minding case unless `ignoreCase`. */
  like(column: Sql, pattern: string, options?: { ignoreCase?: boolean }): Sql;

  /** Whether the column matches a regular expression (PostgreSQL's `~`), or its case-blind form. */
  matches(column: Sql, pattern: string, options?: { ignoreCase?: boolean }): Sql;

  /** Where a text has another in it, counted from 1; 0 where it has not. */
  position(text: Sql, part: string): Sql;

  /** Whether a JSON struct or list holds everything that another does (PostgreSQL's `@>`); null when one is null. */
  contains(whole: Sql, part: Sql): Sql;

  /** A value for a JSON or JSONB column, or for a comparison with one. Undefined and null are SQL's null. */
  json(value: unknown): string | null;

  /** The query with its rows locked until the transaction ends, where the engine locks rows. */
  forUpdate(query: Sql, options?: RowLockOptions): Sql;

  /** Whether `error` says that a unique or other constraint was broken, that a lock was not free, or that the engine is out of reach. */
  errorKind(error: unknown): 'unique' | 'constraint' | 'busy' | 'unreachable' | undefined;

  /** Whether `error` says that a value cannot be one of its column: text for a number, a number too large, no date. */
  refusedValue(error: unknown): boolean;

  /** A statement that keeps other processes from changing the schema until the transaction ends. */
  schemaLock(): Sql;

  /** Every column of every table, as rows of `table_name` and `column_name`. */
  columns(): Sql;

  /** How changes of tables are known; undefined where nobody notes them. */
  readonly changes: Changes | undefined;
}
