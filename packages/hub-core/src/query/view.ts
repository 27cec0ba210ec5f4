import sql, { empty, join, raw, type Sql } from 'sql-template-tag';
import { Double, ParameterError } from '@kojikit/protocol';
import type { Queries, Row } from '../db/database.js';
import { isStruct, isTrue } from '../rpc/convert.js';
import { pythonRepr, pythonStr } from '../rpc/python-names.js';
import { comparable, type ColumnKind } from '../rpc/comparable.js';
import { readListing, type Listing, type QueryOptions } from './listing.js';
import { CallerMistake } from '../rpc/caller-mistake.js';

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

const OPERATORS = new Set(['IN', '=', '!=', '>', '<', '>=', '<=', 'IS', 'IS NOT', '@>', '<@']);

/**
 * Answers the rows of a view that meet all clauses.
 * @param clauses `[field, value]` or `[field, operator, value]`; an array value means IN.
 * @param fields field names; `*` all that need no join, `**` all.
 * Throws ParameterError `Invalid field for query <name>`, `Invalid operator: <op>`, `Invalid clause: <clause>`, and
 * TypeError for what is of the wrong type altogether.
 */
export async function queryView<R = Row>(
  db: Queries,
  view: View,
  clauses: unknown,
  fields?: unknown,
  options?: QueryOptions | null,
): Promise<R[] | number> {
  const joins = new Set<string>();
  const use = (name: unknown): ViewField => {
    const text = fieldName(name);
    const field = Object.hasOwn(view.fields, text) ? view.fields[text] : undefined;
    if (field === undefined) throw new ParameterError(`Invalid field for query ${text}`);
    if (field.join !== undefined) joins.add(field.join);
    return field;
  };
  const orderColumns = Object.fromEntries(orderTerms(options).map((name) => [name, use(name).column]));
  optionTerms(options, 'group').forEach(use);
  const where = elementsOf(clauses).map((clause) => condition(db, clause, use));
  const names = fieldNames(view, fields, joins);
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

function orderTerms(options: QueryOptions | null | undefined): string[] {
  return optionTerms(options, 'order').map((term) => term.replace(/^-/, ''));
}

function optionTerms(options: QueryOptions | null | undefined, name: 'order' | 'group'): string[] {
  if (options === null || options === undefined) return [];
  // A list or a text can be asked for a member too; whether it counts as none is for the listing to say.
  if (Array.isArray(options) || typeof options === 'string') return [];
  if (!isStruct(options)) throw new CallerMistake('query options must be a struct');
  if (!(name in options)) return [];
  const terms = options[name];
  if (typeof terms !== 'string') throw new CallerMistake(`${name} must be text, not ${pythonRepr(terms)}`);
  return terms.split(',');
}

/** What a loop of Koji's goes over: the elements of a list, the characters of a text, the names of a struct. */
function elementsOf(value: unknown): unknown[] {
  if (!isTrue(value)) return [];
  if (Array.isArray(value)) return value;
  if (typeof value === 'string') return [...value];
  if (isStruct(value)) return Object.keys(value);
  throw new CallerMistake(`a list is needed, not ${pythonRepr(value)}`);
}

/* A plain value is looked up like a name; lists and structs cannot be. */
function fieldName(name: unknown): string {
  if (typeof name === 'object' && name !== null && !(name instanceof Double)) {
    throw new CallerMistake(`not a name: ${pythonRepr(name)}`);
  }
  return pythonStr(name);
}

function fieldNames(view: View, asked: unknown, joins: ReadonlySet<string>): string[] {
  const list = typeof asked === 'string' && asked !== '' ? [asked] : elementsOf(asked);
  const names = (list.length > 0 ? list : (view.defaultFields ?? ['*'])).flatMap((name: unknown) => {
    if (name === '**') return Object.keys(view.fields);
    if (name !== '*') return [fieldName(name)];
    return Object.entries(view.fields)
      .filter(([, field]) => field.join === undefined || joins.has(field.join))
      .map(([field]) => field);
  });
  return [...new Set(names)];
}

function condition(db: Queries, clause: unknown, use: (name: unknown) => ViewField): Sql {
  const parts = partsOf(clause);
  if (parts.length < 2 || parts.length > 3) throw new ParameterError(`Invalid clause: ${pythonStr(clause)}`);
  const value = parts.at(-1);
  const operator = parts.length === 2 ? (Array.isArray(value) ? 'IN' : '=') : operatorOf(parts[1]);
  const { column, kind = 'integer' } = use(parts[0]);
  return compare(db, column, kind, operator, value);
}

function partsOf(clause: unknown): unknown[] {
  if (Array.isArray(clause) || typeof clause === 'string' || isStruct(clause)) {
    return isTrue(clause) ? elementsOf(clause) : [];
  }
  throw new CallerMistake(`a clause is needed, not ${pythonRepr(clause)}`);
}

function operatorOf(given: unknown): string {
  if (typeof given !== 'string') throw new CallerMistake(`an operator is needed, not ${pythonRepr(given)}`);
  const operator = given.toUpperCase();
  if (!OPERATORS.has(operator)) throw new ParameterError(`Invalid operator: ${operator}`);
  return operator;
}

function compare(db: Queries, column: Sql, kind: ColumnKind, operator: string, value: unknown): Sql {
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
