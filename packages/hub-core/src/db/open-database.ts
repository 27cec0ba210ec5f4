import type { Database } from './database.js';
import type { StatementObserver } from './engine.js';
import type { PostgresOptions } from './postgres/postgres-options.js';
import type { SqliteOptions } from './sqlite/database.js';

/** Which database to open, and how. */
export type DatabaseConnection =
  ({ readonly kind: 'sqlite' } & SqliteOptions) | ({ readonly kind: 'postgresql' } & PostgresOptions);

/** What a database is opened with beside its address. */
export interface OpenOptions {
  /** Told of every statement after it ran. */
  readonly observe?: StatementObserver;
}

/**
 * Opens a database. Only the driver that is needed gets loaded. SQLite opens its file at once and fails here;
 * PostgreSQL is reached with the first statement.
 */
export async function openDatabase(
  connection: DatabaseConnection,
  options: OpenOptions = {},
): Promise<Database> {
  if (connection.kind === 'sqlite') {
    const { openSqlite } = await import('./sqlite/database.js');
    return openSqlite(connection, options.observe);
  }
  const { openPostgres } = await import('./postgres/database.js');
  return openPostgres(connection, options.observe);
}
