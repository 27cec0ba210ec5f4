/** A statement with its values: an SQL template, or what knex has built. */
export interface Statement {
  /** With a question mark for every value, and with `$1`, `$2` and so on: each engine reads one of them. */
  readonly sql: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

/** A query of knex's builder. */
export interface Built {
  toSQL(): { toNative(): { readonly sql: string; readonly bindings: readonly unknown[] } };
}

/** What may be asked of a database: an SQL template, or a query of knex's builder. */
export type Query = Statement | Built;

export function statementOf(query: Query): Statement {
  return 'toSQL' in query ? native(query) : query;
}

function native(query: Built): Statement {
  const { sql, bindings } = query.toSQL().toNative();
  return { sql, text: sql, values: bindings };
}
