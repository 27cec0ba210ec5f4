/** Where a PostgreSQL database is. What is left out is what `libpq`'s environment variables and defaults say. */
export interface PostgresOptions {
  /** A `postgresql://` URL. The single members below are for what it leaves out. */
  readonly url?: string;
  /** A host name, an address, or the folder of the server's socket. */
  readonly host?: string;
  readonly port?: number;
  readonly user?: string;
  readonly password?: string;
  readonly database?: string;
  /** Connections that are open at most. Default: 8. */
  readonly poolSize?: number;
  /** Seconds to wait for a connection before the database counts as unreachable. Default: 30. */
  readonly connectTimeout?: number;
  /** False behind a pooler that gives every transaction another server connection. Default: true. */
  readonly preparedStatements?: boolean;
  /** The same database past such a pooler, for what needs a session of its own. Default: where everything else goes. */
  readonly direct?: PostgresOptions;
}
