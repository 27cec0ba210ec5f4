import type { OpenOptions } from '@kojikit/hub-core';
import type { HubPlugin } from '@kojikit/hub-core/plugin';
import type { Engine } from './engines.js';
import { postgresDatabase } from './postgres/postgres-database.js';
import { sqliteDatabase } from './sqlite/sqlite-database.js';
import type { StartPooler } from './start-pooler.js';
import type { TestDatabase } from './test-database.js';

/**
 * Makes a fresh database in milliseconds: the schema is applied once per process (SQLite) or test run (PostgreSQL), and
 * copied from then on.
 * @param plugins whose migrations are part of the schema.
 * @param pooler that the hub's transactions go through. Throws on SQLite.
 */
export function testDatabase(
  engine: Engine,
  plugins: readonly HubPlugin[],
  options: OpenOptions = {},
  pooler?: StartPooler,
): Promise<TestDatabase> {
  if (engine === 'postgresql') return postgresDatabase(plugins, options, pooler);
  if (pooler !== undefined) throw new Error('a pooler is for PostgreSQL');
  return sqliteDatabase(plugins, options);
}
