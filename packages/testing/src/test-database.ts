import type { Database } from '@kojikit/hub-core';

/** A fresh database with the schema, its first rows and the users `kojiadmin` and `alice`. */
export interface TestDatabase {
  readonly database: Database;
  /** What a hub would be told to find it: a value for `DBConnectionString`. In memory: undefined. */
  readonly connectionString: string | undefined;
  /** Closes and removes it. */
  remove(): Promise<void>;
}
