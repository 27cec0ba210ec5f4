import sql, { empty, join, raw, type Sql } from 'sql-template-tag';
import { ParameterError } from '@kojikit/protocol';
import type { Queries, Row } from '../db/database.js';
import { CallerMistake } from '../rpc/caller-mistake.js';
import { comparable, type ColumnKind } from '../rpc/comparable.js';
import { readListing, wholeListing, type Listing } from './listing.js';
import type { QueryOptions } from './readers/query-options.js';
import type { LaterClause, Operator } from './readers/view-query.js';

/**
 * A table that callers may query by field: `[["state", "=", 1], ["tag_id", [3, 4]]]` with the fields they want.
 * Koji offers repos, repo requests, scheduler logs and others in this form.
 */
export interface View {
  readonly from: Sql;
  /** Joins that a field may need, by name. */
  readonly joins?: Readonly<Record<string, Sql>>;
  readonly fields: Readonly<Record<string, ViewField>>;
  /** Fields when the caller names none; left out: all that need no join. */
  readonly defaultFields?: readonly string[];
  readonly transform?: Listing['transform'];
}

export interface ViewField {
  readonly column: Sql;
  /** What the column holds. Default: whole numbers. */
  readonly kind?: ColumnKind;
  readonly join?: string;
}

/** Which rows of a view a caller wants, and how. */
export interface ViewQuery {
  readonly clauses?: readonly LaterClause[] | null;
  /** Field names; `*` all that need no join, `**` all. */
  readonly fields?: readonly string[] | null;
  readonly options?: QueryOptions | null;
}

/** The rows of a view that meet all clauses. Throws ParameterError `Invalid field for query <name>`. */
export async function queryView<R extends object = Row>(
  db: Queries,
  view: View,
  { clauses, fields, options }: ViewQuery,
): Promise<R[] | number> {
  const joins = new Set<string>();
  const use = (name: string): ViewField => {
    const field = Object.hasOwn(view.fields, name) ? view.fields[name] : undefined;
    if (field === undefined) throw new ParameterError(`Invalid field for query ${name}`);
    if (field.join !== undefined) joins.add(field.join);
    return field;
  };
  const ordered = options?.order?.split(',').map((term) => term.replace(/^-/, '')) ?? [];
  const orderColumns = Object.fromEntries(ordered.map((name) => [name, use(name).column]));
  options?.group?.split(',').forEach(use);
  const where = (clauses ?? []).map((clause) => {
    const { field, operator, value } = clause();
    const { column, kind = 'integer' } = use(field);
    return compare(db, column, kind, operator, value);
  });
  const names = fieldNames(view, fields ?? [], joins);
  const columns = Object.fromEntries(names.map((name) => [name, use(name).column]));
  const joined = [...joins].map((name) => view.joins?.[name] ?? empty);
  const listing: Listing = {
    columns,
    orderColumns,
    from: join([view.from, ...joined], ' '),
    where,
    transform: view.transform,
  };
  return readListing<R>(db, listing, options);
}

/** A condition of the hub's own. */
export type Condition = readonly [field: string, operator: Operator, value: unknown];

/** Which rows of a view the hub itself wants. */
export interface ViewRead {
  readonly where: readonly Condition[];
  /** Left out: all. */
  readonly fields?: readonly string[];
  readonly order?: string;
  readonly limit?: number;
}

/** {@link queryView} for the hub itself. */
export async function readView<R extends object>(db: Queries, view: View, read: ViewRead): Promise<R[]> {
  const { where, fields = ['**'], order, limit } = read;
  const clauses = where.map(([field, operator, value]) => () => ({ field, operator, value }));
  return wholeListing(queryView<R>(db, view, { clauses, fields, options: { order, limit } }));
}

function fieldNames(view: View, asked: readonly string[], joins: ReadonlySet<string>): string[] {
  const names = (asked.length > 0 ? asked : (view.defaultFields ?? ['*'])).flatMap((name) => {
    if (name === '**') return Object.keys(view.fields);
    if (name !== '*') return [name];
    return Object.entries(view.fields)
      .filter(([, field]) => field.join === undefined || joins.has(field.join))
      .map(([field]) => field);
  });
  return [...new Set(names)];
}

function compare(db: Queries, column: Sql, kind: ColumnKind, operator: Operator, value: unknown): Sql {
  if (operator === 'IN') {
    if (!Array.isArray(value) || value.length === 0) throw new CallerMistake('IN needs a list of values');
    if (value.some((one) => Array.isArray(one))) throw new CallerMistake('IN needs a list of plain values');
    return sql`${column} IN (${join(value.map((one) => comparable(kind, one)))})`;
  }
  if (operator.startsWith('IS')) {
    if (value === null) return sql`${column} ${raw(operator)} NULL`;
    if (typeof value !== 'boolean' || kind !== 'boolean') throw new CallerMistake(`no value for ${operator}`);
    return sql`${column} ${raw(operator)} ${raw(value ? 'TRUE' : 'FALSE')}`;
  }
  const bound = comparable(kind, value);
  if (operator === '@>' || operator === '<@') {
    if (kind !== 'json') throw new CallerMistake(`${operator} is for structs`);
    return operator === '@>'
      ? db.dialect.contains(column, sql`${bound}`)
      : db.dialect.contains(sql`${bound}`, column);
  }
  return sql`${column} ${raw(operator)} ${bound}`;
}
