import type { Knex } from 'knex';
import type { Sql } from 'sql-template-tag';
import { isSql, wholeSql } from '../sql-part.js';
import type { BuildQuery, Row, Statement } from '../statement.js';
import { storedValue } from '../stored-value.js';

interface Kept {
  readonly text: string;
  /** Which of the values stands where. */
  readonly order: readonly number[];
}

/** Members of a row that are set, as they are stored. */
type Entries = readonly (readonly [column: string, value: unknown])[];

/**
 * Statements that knex has built. Their text depends on their shape alone, such as which members a row has, so that knex is
 * asked once for each: building takes longer than most statements run.
 */
export class KeptStatements {
  private readonly kept = new Map<string, Kept>();

  constructor(
    private readonly knex: Knex,
    private readonly limit = 1000,
  ) {}

  /** `INSERT` of one row. Undefined members are left to the column's default. */
  insert(table: string, values: Row): Statement {
    const entries = given(table, values);
    return this.shaped(`insert ${table}${shape(entries)}`, bound(entries), (knex, places) =>
      knex(table).insert(rowOf(knex, entries, places)),
    );
  }

  insertReturningId(table: string, values: Row): Statement {
    const entries = given(table, values);
    return this.shaped(`id ${table}${shape(entries)}`, bound(entries), (knex, places) =>
      knex(table)
        .insert(rowOf(knex, entries, places))
        .returning('id'),
    );
  }

  /** `UPDATE` of the rows that `condition` selects, or undefined when there is nothing to set. */
  update(table: string, values: Row, condition: Sql): Statement | undefined {
    const where = wholeSql(condition);
    const entries = given(table, values);
    if (entries.length === 0) return undefined;
    const all = [...bound(entries), ...where.values];
    return this.shaped(`update ${table}${shape(entries)}\n${where.sql}`, all, (knex, places) =>
      knex(table)
        .update(rowOf(knex, entries, places))
        .where(knex.raw(where.sql, places.slice(places.length - where.values.length))),
    );
  }

  /** `DELETE` of the rows that `condition` selects. */
  delete(table: string, condition: Sql): Statement {
    const where = wholeSql(condition);
    return this.shaped(`delete ${table}\n${where.sql}`, where.values, (knex, places) =>
      knex(table).where(knex.raw(where.sql, places)).delete(),
    );
  }

  /** What `build` makes for these values: asked for once for each shape. */
  shaped(shape: string, values: readonly unknown[], build: BuildQuery): Statement {
    let kept = this.kept.get(shape);
    if (kept === undefined) {
      const places = values.map((value, index) => index + 1);
      const { sql, bindings } = build(this.knex, places).toSQL().toNative();
      kept = { text: sql, order: bindings as readonly number[] };
      if (this.kept.size >= this.limit) this.kept.clear();
      this.kept.set(shape, kept);
    }
    const { text, order } = kept;
    // What stands for no value is a number of knex's own, such as SQLite's word for no limit.
    return { sql: text, text, values: order.map((place) => (place > 0 ? values[place - 1] : place)) };
  }
}

function rowOf(knex: Knex, entries: Entries, places: readonly number[]): Row {
  let next = 0;
  const row: Row = {};
  for (const [column, value] of entries) {
    if (isSql(value)) {
      row[column] = knex.raw(value.sql, places.slice(next, next + value.values.length));
      next += value.values.length;
    } else row[column] = places[next++];
  }
  return row;
}

function given(table: string, values: Row): Entries {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([column, given]) => {
      const value = storedValue(table, column, given);
      return [column, isSql(value) ? wholeSql(value) : value] as const;
    });
}

function shape(entries: Entries): string {
  return entries
    .map(([column, value]) => (isSql(value) ? `\n${column} ${value.sql}` : `\n${column}`))
    .join('');
}

function bound(entries: Entries): unknown[] {
  return entries.flatMap(([, value]) => (isSql(value) ? value.values : [value]));
}
