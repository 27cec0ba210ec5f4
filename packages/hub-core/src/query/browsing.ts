import sql, { join, type Sql } from 'sql-template-tag';
import { ParameterError } from '@kojikit/protocol';
import type { Queries } from '../db/database.js';
import { limitAsked, limitTo } from './limit-to.js';

/* Lists that people look through: some rows of many, whose number is told where that is cheap. */

/** Most rows that are counted. */
export const MOST_COUNTED = 10_000;
const MOST_ROWS = 200;

/** What of a list is wanted. */
export interface Page {
  /** A column, `-` in front for descending. */
  readonly order: string;
  /** Rows before the first. */
  readonly start: number;
  readonly limit: number;
}

/** A page as it may be: no rows before the first, and not more than 200. */
export function allowed({ order, start, limit }: Page): Page {
  return { order, start: Math.max(0, start), limit: Math.max(0, Math.min(limit, MOST_ROWS)) };
}

/**
 * What stands behind WHERE and the conditions of a page of rows: ORDER BY, LIMIT, OFFSET. Equal rows keep their order by
 * the tie breaker, so that none is on two pages.
 * @param columns what may be ordered by. Throws ParameterError for another order.
 */
export function pageClause(
  columns: Readonly<Record<string, Sql>>,
  { order, start, limit }: Page,
  tieBreaker: Sql,
): Sql {
  return sql`ORDER BY ${orderBy(columns, order)}, ${tieBreaker}
    ${limitAsked(limit, start)}`;
}

/** The expression of an order with its direction; nil comes last, or first where descending. */
export function orderBy(columns: Readonly<Record<string, Sql>>, order: string): Sql {
  const name = order.replace(/^-/, '');
  const expression = Object.hasOwn(columns, name) ? columns[name] : undefined;
  if (expression === undefined)
    throw new ParameterError(`Invalid order: ${name}; use one of ${Object.keys(columns).join(', ')}`);
  return order.startsWith('-') ? sql`${expression} DESC NULLS FIRST` : sql`${expression} ASC NULLS LAST`;
}

/** The number of rows, or null for more than {@link MOST_COUNTED}. @param from tables and joins. */
export async function countSome(db: Queries, from: Sql, where: readonly Sql[]): Promise<number | null> {
  const counted = await db.value<number>(
    sql`SELECT COUNT(*) FROM (SELECT 1 FROM ${from} WHERE ${allOf(where)} ${limitTo(MOST_COUNTED + 1)}) AS counted`,
  );
  return known(counted ?? 0);
}

/** The number of all rows, counted only where those of a page do not tell it. */
export async function totalOf(
  rows: readonly unknown[],
  { start, limit }: Page,
  count: () => Promise<number | null>,
): Promise<number | null> {
  const last = rows.length < limit && (rows.length > 0 || start === 0);
  return last ? known(start + rows.length) : count();
}

/** A number of rows as it is told. */
export const known = (count: number): number | null => (count > MOST_COUNTED ? null : count);

/** Conditions of which each must hold. */
export function allOf(where: readonly Sql[]): Sql {
  return where.length === 0 ? sql`true` : join(where, ' AND ');
}

/** Text that stands for itself in a pattern of SQL's LIKE. */
export const literally = (text: string): string => text.replace(/[\\%_]/g, '\\$&');
