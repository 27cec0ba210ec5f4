import type { Knex } from 'knex';
import sql, { type Sql } from 'sql-template-tag';
import type { Queries } from '../db/database.js';
import type { Statement } from '../db/statement.js';
import type { WholeNumber } from '../rpc/convert.js';
import { isUsual } from './limit-to.js';

/** What is read, whoever asks. */
export interface Selection {
  /** Tables and joins: what stands behind FROM. */
  readonly from: Sql;
  readonly where?: readonly Sql[];
  readonly distinct?: boolean;
  /** What stands behind GROUP BY; counting counts the groups. */
  readonly groupBy?: Sql;
}

/** Which of the rows were asked for. */
export interface Window {
  readonly limit: WholeNumber | undefined;
  readonly offset: WholeNumber | undefined;
}

export interface OrderTerm {
  readonly expression: Sql;
  readonly descending: boolean;
}

/** The query of these columns: what stands behind SELECT. */
export function selectQuery(
  db: Queries,
  selection: Selection,
  columns: Sql,
  order: readonly OrderTerm[],
  window: Window,
): Statement {
  const parts: Parts = { ...selection, columns, order };
  const { shape, values } = shapeOf(parts, window);
  return db.shaped(`select ${shape}`, values, (knex, places) => select(knex, parts, window, places));
}

/** The query of the number of rows that {@link selectQuery} has. */
export function countQuery(db: Queries, selection: Selection, columns: Sql, window: Window): Statement {
  const { distinct = false, groupBy } = selection;
  if (!distinct && groupBy === undefined && window.limit === undefined && window.offset === undefined) {
    return selectQuery(db, selection, sql`COUNT(*)`, [], window);
  }
  const parts: Parts = { ...selection, columns: distinct ? columns : sql`1`, order: [] };
  const { shape, values } = shapeOf(parts, window);
  return db.shaped(`count ${shape}`, values, (knex, places) =>
    knex.from(select(knex, parts, window, places).as('numrows')).count(),
  );
}

/**
 * The query of a window of rows, each with the number of rows of a selection as a whole as `of_all`: both are of one moment. Where the
 * window has no rows, there is one of nulls.
 */
export function cutQuery(
  db: Queries,
  selection: Selection,
  columns: Sql,
  order: readonly OrderTerm[],
  window: Window,
  whole: Selection,
): Statement {
  const all: Parts = { ...whole, columns: sql`COUNT(*) AS of_all`, order: [] };
  const some: Parts = { ...selection, columns, order };
  const counted = shapeOf(all, EVERYTHING);
  const cut = shapeOf(some, window);
  const shape = `cut ${counted.shape}\nof ${cut.shape}`;
  return db.shaped(shape, [...counted.values, ...cut.values], (knex, places) => {
    const split = counted.values.length;
    return knex
      .queryBuilder()
      .select('counted.of_all', 'cut.*')
      .from(select(knex, all, EVERYTHING, places.slice(0, split)).as('counted'))
      .leftJoin(select(knex, some, window, places.slice(split)).as('cut'), knex.raw('true'));
  });
}

const EVERYTHING: Window = { limit: undefined, offset: undefined };

interface Parts extends Selection {
  readonly columns: Sql;
  readonly order: readonly OrderTerm[];
}

/* The parts that are SQL, in the order in which their values stand. */
function sqlOf({ columns, from, where = [], groupBy, order }: Parts): Sql[] {
  const expressions = order.map(({ expression }) => expression);
  return [columns, from, ...where, ...(groupBy ? [groupBy] : []), ...expressions];
}

/* What the text of the query depends on, and the values that are bound in it. */
function shapeOf(parts: Parts, { limit, offset }: Window): { shape: string; values: unknown[] } {
  const { distinct, where, groupBy, order } = parts;
  let shape = `${distinct} ${where?.length} ${groupBy === undefined} ${isUsual(limit) ? limit : limit === undefined} ${offset === undefined}`;
  for (const { descending } of order) shape += descending ? ' -' : ' +';
  const values: unknown[] = [];
  for (const part of sqlOf(parts)) {
    shape += `\n${part.sql}`;
    values.push(...part.values);
  }
  if (limit !== undefined && !isUsual(limit)) values.push(limit);
  if (offset !== undefined) values.push(offset);
  return { shape, values };
}

function select(
  knex: Knex,
  { columns, from, where = [], distinct, groupBy, order }: Parts,
  { limit, offset }: Window,
  places: readonly number[],
): Knex.QueryBuilder {
  let next = 0;
  const raw = ({ sql, values }: Sql): Knex.Raw => knex.raw(sql, places.slice(next, (next += values.length)));
  const query = knex.queryBuilder();
  if (distinct) query.distinct(raw(columns));
  else query.select(raw(columns));
  query.from(raw(from));
  for (const condition of where) query.whereRaw(raw(condition).wrap('(', ')'));
  if (groupBy) query.groupByRaw(raw(groupBy));
  for (const { expression, descending } of order) {
    // Nil sorts behind everything, which PostgreSQL does by itself.
    query.orderByRaw(raw(expression).wrap('', descending ? ' DESC NULLS FIRST' : ' NULLS LAST'));
  }
  if (isUsual(limit)) query.limit(limit, { skipBinding: true });
  else if (limit !== undefined) query.limit(places[next++]!);
  if (offset !== undefined) query.offset(places[next]!);
  return query;
}
