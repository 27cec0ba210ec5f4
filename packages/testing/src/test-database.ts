import type { Database } from '@kojikit/hub-core';
import type { HubPlugin } from '@kojikit/hub-core/plugin';
import type { Engine } from './engines.js';
import { postgresDatabase } from './postgres/postgres-database.js';
import { sqliteDatabase } from './sqlite/sqlite-database.js';

/** A fresh database with the schema, its first rows and the users `kojiadmin` and `alice`. */
export interface TestDatabase {
  readonly database: Database;
  /** What a hub would be told to find it: a value for `DBConnectionString`. In memory: undefined. */
  readonly connectionString: string | undefined;
  /** Closes and removes it. */
  remove(): Promise<void>;
}

/**
 * Makes a fresh database in milliseconds: the schema is applied once per process (SQLite) or test run (PostgreSQL), and
 * copied from then on.
 * @param plugins whose migrations are part of the schema.
 */
export function testDatabase(engine: Engine, plugins: readonly HubPlugin[]): Promise<TestDatabase> {
  return engine === 'sqlite' ? sqliteDatabase(plugins) : postgresDatabase(plugins);
}
