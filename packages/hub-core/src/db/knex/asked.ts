/** A statement as knex hands it to a client, which puts the response beside it. */
export interface Asked {
  sql: string;
  bindings?: readonly unknown[];
  /** `select`, `insert` and so on; `raw` for SQL of its own. */
  readonly method?: string;
  response?: unknown;
  /** What the response of an insert or a change without rows says. */
  context?: { readonly lastID: unknown; readonly changes: number };
}

/** What knex sends may be the bare text. */
export function asked(query: Asked | string): Asked {
  return typeof query === 'string' ? { sql: query } : query;
}
