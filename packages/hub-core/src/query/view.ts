import sql, { empty, join, raw, type Sql } from 'sql-template-tag';
import { ParameterError } from '@kojikit/protocol';
import type { Queries, Row } from '../db/database.js';
import { pythonStr } from '../rpc/python-names.js';
import { readListing, type Listing, type QueryOptions } from './listing.js';

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
  readonly join?: string;
}

const OPERATORS = new Set(['IN', '=', '!=', '>', '<', '>=', '<=', 'IS', 'IS NOT', '@>', '<@']);

/**
 * Answers the rows of a view that meet all clauses.
 * @param clauses `[field, value]` or `[field, operator, value]`; an array value means IN.
 * @param fields field names; `*` all that need no join, `**` all.
 * Throws ParameterError `Invalid field for query <name>`, `Invalid operator: <op>`, `Invalid clause: <clause>`.
 */
export async function queryView<R = Row>(
  db: Queries,
  view: View,
  clauses: unknown,
  fields?: unknown,
  options?: QueryOptions | null,
): Promise<R[] | number> {
  const joins = new Set<string>();
  const use = (name: string): Sql => {
    const field = Object.hasOwn(view.fields, name) ? view.fields[name] : undefined;
    if (field === undefined) throw new ParameterError(`Invalid field for query ${name}`);
    if (field.join !== undefined) joins.add(field.join);
    return field.column;
  };
  const where = (Array.isArray(clauses) ? clauses : []).map((clause) => condition(db, clause, use));
  const orderColumns = Object.fromEntries(orderTerms(options).map((name) => [name, use(name)]));
  const names = fieldNames(view, fields, joins);
  const columns = Object.fromEntries(names.map((name) => [name, use(name)]));
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

function orderTerms(options: QueryOptions | null | undefined): string[] {
  if (typeof options?.order !== 'string') return [];
  return options.order.split(',').map((term) => term.replace(/^-/, ''));
}

function fieldNames(view: View, asked: unknown, joins: ReadonlySet<string>): string[] {
  const list =
    typeof asked === 'string' ? [asked] : Array.isArray(asked) && asked.length > 0 ? asked : undefined;
  const names = (list ?? view.defaultFields ?? ['*']).flatMap((name: unknown) => {
    if (name === '**') return Object.keys(view.fields);
    if (name !== '*') return [pythonStr(name)];
    return Object.entries(view.fields)
      .filter(([, field]) => field.join === undefined || joins.has(field.join))
      .map(([field]) => field);
  });
  return [...new Set(names)];
}

/* Koji's database refuses to compare an id with text; SQLite would find nothing. */
function refuseTextAsId(name: string, value: unknown): void {
  if (!/(^|_)id$/.test(name)) return;
  const isText = (one: unknown) => typeof one === 'string' && !/^\d+$/.test(one);
  const wrong = (Array.isArray(value) ? (value as unknown[]) : [value]).find(isText);
  if (wrong !== undefined) throw new TypeError(`${name} must be a number, not ${pythonStr(wrong)}`);
}

function condition(db: Queries, clause: unknown, use: (name: string) => Sql): Sql {
  if (!Array.isArray(clause) || clause.length < 2 || clause.length > 3) {
    throw new ParameterError(`Invalid clause: ${pythonStr(clause)}`);
  }
  const value: unknown = clause.at(-1);
  const operator =
    clause.length === 2 ? (Array.isArray(value) ? 'IN' : '=') : pythonStr(clause[1]).toUpperCase();
  if (!OPERATORS.has(operator)) throw new ParameterError(`Invalid operator: ${operator}`);
  const name = pythonStr(clause[0]);
  const column = use(name);
  refuseTextAsId(name, value);
  if (operator === 'IN') return db.dialect.isIn(column, Array.isArray(value) ? value : [value]);
  if (operator === '@>') return db.dialect.contains(column, sql`${value}`);
  if (operator === '<@') return db.dialect.contains(sql`${value}`, column);
  if (operator.startsWith('IS')) {
    const word = value === null ? 'NULL' : value === true ? 'TRUE' : value === false ? 'FALSE' : undefined;
    if (word === undefined) throw new ParameterError(`Invalid value for ${operator}: ${pythonStr(value)}`);
    return sql`${column} ${raw(`${operator} ${word}`)}`;
  }
  return sql`${column} ${raw(operator)} ${value}`;
}
