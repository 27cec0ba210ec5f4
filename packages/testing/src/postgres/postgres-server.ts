/** A PostgreSQL server that tests may make databases on. */
export interface PostgresServer {
  /** A URL of the server's maintenance database, with the right to create databases. */
  readonly url: string;
}

/** Why there is no PostgreSQL to test with, in one line. */
export interface NoPostgres {
  readonly why: string;
}
