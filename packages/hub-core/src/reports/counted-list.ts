import sql, { raw, type Sql } from 'sql-template-tag';
import type { CountedList, CountedRow } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import { readAll } from './read-all.js';
import { limitAsked } from '../query/limit-to.js';

/** Which rows of a counted list. */
export interface CountedPart {
  readonly order: 'name' | '-name' | 'count' | '-count';
  readonly offset: number;
  readonly limit: number;
}

/**
 * A part of a list that is counted, with what holds of the whole: in one read.
 * @param counted a query of `id`, `name` and `number`.
 */
export async function countedList(
  ctx: Context,
  counted: Sql,
  { order, offset, limit }: CountedPart,
): Promise<CountedList> {
  const rows = await readAll<CountedRow & { total: number; most: number; all_of_them: number }>(
    ctx,
    sql`
    SELECT id, name, number AS count, count(*) OVER () AS total, max(number) OVER () AS most,
           CAST(sum(number) OVER () AS bigint) AS all_of_them
      FROM (${counted}) AS counted
     ORDER BY ${ORDERS[order]}, id ${limitAsked(limit, offset)}`,
  );
  const [first] = rows;
  return {
    rows: rows.map(({ id, name, count }) => ({ id, name, count })),
    total: first?.total ?? 0,
    most: first?.most ?? 0,
    sum: first?.all_of_them ?? 0,
  };
}

const ORDERS: Readonly<Record<CountedPart['order'], Sql>> = {
  name: raw('name'),
  '-name': raw('name DESC'),
  count: raw('number, name'),
  '-count': raw('number DESC, name'),
};
