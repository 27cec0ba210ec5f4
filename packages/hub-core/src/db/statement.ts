import type { Knex } from 'knex';
import { isSql, wholeSql } from './sql-part.js';

/** A row as operations see it: booleans are booleans, JSON columns are parsed, dates are strings in Koji's format. */
export type Row = Record<string, unknown>;

/** A row that is to be inserted; undefined members are left to the column's default. */
export interface NewRow {
  readonly table: string;
  readonly values: Row;
}

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

/** Puts a query together. For every value it gets a number that stands for it, to be bound in its place. */
export type BuildQuery = (knex: Knex, places: readonly number[]) => Knex.QueryBuilder;

export function statementOf(query: Query): Statement {
  if ('toSQL' in query) return native(query);
  return isSql(query) ? wholeSql(query) : query;
}

function native(query: Built): Statement {
  const { sql, bindings } = query.toSQL().toNative();
  return { sql, text: sql, values: bindings };
}
