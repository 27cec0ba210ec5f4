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
  | 'options'
>;

/** @param patience milliseconds that a connection may take. */
export function sessionOf(options: PostgresOptions, patience: number): SessionOptions {
  const { url, host, port, user, password, database, readOnly, statementTimeout } = options;
  const settings = [
    ...(url === undefined ? [] : [new URL(url).searchParams.get('options')]),
    ...(readOnly ? ['-c default_transaction_read_only=on'] : []),
    ...(statementTimeout === undefined ? [] : [`-c statement_timeout=${statementTimeout * 1000}`]),
  ].filter(Boolean);
  return {
    ...{ host, port, user, password, database },
    ...(url !== undefined && { connectionString: withoutOptions(url) }),
    ...(settings.length > 0 && { options: settings.join(' ') }),
    application_name: 'kojikit',
    connectionTimeoutMillis: patience,
    keepAlive: true,
  };
}

/* What a URL says counts for the driver before what stands beside it. */
function withoutOptions(url: string): string {
  const other = new URL(url);
  other.searchParams.delete('options');
  return other.href;
}
