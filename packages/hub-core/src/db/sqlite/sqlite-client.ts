import type { Row } from '../database.js';
import type { Result, SentRows } from '../engine.js';
import { asked, type Asked } from '../knex/asked.js';
import { clientOf } from '../knex/client-of.js';
import { revealed } from '../knex/opaque.js';
import { begin, type FileConnection } from './file-connection.js';
import type { OneConnection } from './one-connection.js';
import { withUniqueConstraints, type TableCompiler } from './table-compiler.js';
import { isoTimestamp } from './values.js';

/**
 * knex's client for better-sqlite3. Beside it, statements are kept by their text, values come decoded as everywhere in the hub, and a transaction is a writer from its beginning.
 */
export class SqliteClient extends clientOf('better-sqlite3') {
  declare pool: OneConnection;

  /* Opening the file has loaded it. */
  override initializeDriver(): void {
    this.driver = {};
  }

  /* As knex's own, without its lines for debugging. */
  override acquireConnection(): Promise<FileConnection> {
    return this.pool.acquire().promise;
  }

  override async releaseConnection(): Promise<void> {
    this.pool.release();
  }

  override tableCompiler(builder: unknown): TableCompiler {
    return withUniqueConstraints(super.tableCompiler(builder) as TableCompiler);
  }

  /** What knex's builders send. knex would put the statement with all its values into the message of an error. */
  override async query(connection: FileConnection, query: Asked | string): Promise<Asked> {
    const statement = asked(query);
    const word = transactionWord.exec(statement.sql)?.[1];
    if (word === 'BEGIN') await connection.begin([begin], true);
    else if (word !== undefined) connection.runWords([statement.sql.replace(/;$/, '')]);
    else Object.assign(statement, this.answer(connection, statement));
    return statement;
  }

  override prepBindings(bindings: readonly unknown[] | undefined): unknown[] {
    return revealed(bindings, (date) => isoTimestamp(date.getTime()));
  }

  run<R = Row>(connection: FileConnection, text: string, values: readonly unknown[]): Result<R> {
    return connection.observed(text, () => connection.statements.get(text).execute<R>(values));
  }

  first<R extends object = Row>(
    connection: FileConnection,
    text: string,
    values: readonly unknown[],
    most: number,
  ): SentRows<R> {
    return connection.observed(text, () => connection.statements.get(text).first<R>(values, most));
  }

  private answer(connection: FileConnection, { sql, bindings }: Asked): Pick<Asked, 'response' | 'context'> {
    if (schemaWord.test(sql)) connection.statements.clear();
    const { rows, count } = this.run(connection, sql, this.prepBindings(bindings));
    return { response: rows, context: { lastID: undefined, changes: count } };
  }
}

const transactionWord = /^(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE)\b/i;
const schemaWord = /^\s*(?:create|alter|drop)\b/i;
