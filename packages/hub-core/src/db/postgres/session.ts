import type pg from 'pg';
import type { PostgresOptions } from './postgres-options.js';

/** How a session is opened, as the driver and knex take it. */
export type SessionOptions = Pick<
  pg.ClientConfig,
  | 'host'
  | 'port'
  | 'user'
  | 'password'
  | 'database'
  | 'connectionString'
  | 'application_name'
  | 'connectionTimeoutMillis'
  | 'keepAlive'
>;

/** @param patience milliseconds that a connection may take. */
export function sessionOf(options: PostgresOptions, patience: number): SessionOptions {
  const { url, host, port, user, password, database } = options;
  return {
    ...{ host, port, user, password, database },
    ...(url !== undefined && { connectionString: url }),
    application_name: 'kojikit',
    connectionTimeoutMillis: patience,
    keepAlive: true,
  };
}
