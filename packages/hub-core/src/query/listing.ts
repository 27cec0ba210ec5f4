import sql, { join, raw, type Sql } from 'sql-template-tag';
import { StreamedArray } from '@kojikit/protocol';
import { CallerMistake } from '../rpc/caller-mistake.js';
import type { Queries, Row, RowBatches, Transaction } from '../db/database.js';
import type { QueryOptions } from './readers/query-options.js';
import { countQuery, selectQuery, type OrderTerm, type Selection, type Window } from './select-query.js';
import { withoutSeconds } from '../db/moment-with-seconds.js';
import { Rows, type ValueReader } from '../db/rows.js';
import { withRead } from '../db/object-rows.js';
import type { Statement } from '../db/statement.js';

/** A read of many rows whose order, window and form the caller may choose. */
export interface Listing extends Selection {
  /** Alias (the member's name on the wire) to expression. `asList` has them in the order of their names, as Koji has. */
  readonly columns: Readonly<Record<string, Sql>>;
  /** What the caller may order by, where that is not just the columns. */
  readonly orderColumns?: Readonly<Record<string, Sql>>;
  /** By column: what is sent for a value of it that is not null. */
  readonly readers?: Readonly<Record<string, ValueReader>>;
  /** Changes a row as a whole before it is sent; its parameter says what the columns are, which nothing compares. */
  readonly transform?: (row: never) => Row;
}

/**
 * Reads a listing the way the caller asked for: rows as structs, rows as arrays (`asList`) or a number (`countOnly`).
 * Throws an error that is no fault of Koji's (code 1), as Koji does, for an order by something that is no column.
 */
export async function readListing<R extends object = Row>(
  db: Queries,
  listing: Listing,
  options: QueryOptions | null | undefined = {},
): Promise<R[] | number> {
  const found = await readListingRows<R>(db, listing, options);
  return found instanceof Rows ? found.values() : found;
}

/** {@link readListing} with rows that nothing is done with as they were sent. */
export async function readListingRows<R extends object = Row>(
  db: Queries,
  listing: Listing,
  options: QueryOptions | null | undefined = {},
): Promise<R[] | Rows<R> | number> {
  const asked = options ?? {};
  if (asked.countOnly) return (await db.value<number>(countOf(db, listing, asked))) ?? 0;

  const { names, query } = rowsOf(db, listing, asked);
  if (goAsTheyAre(listing, asked)) return (await db.rows<R>(query)).reading(listing.readers ?? {});
  return finishing<R>(listing, asked, names)(await db.all(query));
}

/* Koji sorts its columns by name: rows have their members, and `asList` its values, in that order. */
function rowsOf(
  db: Queries,
  listing: Listing,
  asked: QueryOptions,
): { names: readonly string[]; query: Statement } {
  const { names, columns } = sortedColumns(listing.columns);
  return { names, query: selectQuery(db, listing, columns, orderTerms(listing, asked), windowOf(asked)) };
}

function countOf(db: Queries, listing: Listing, asked: QueryOptions): Statement {
  return countQuery(db, listing, join(Object.values(listing.columns)), windowOf(asked));
}

/* Whether rows go out without having been looked at as a whole. */
function goAsTheyAre({ transform }: Listing, { asList }: QueryOptions): boolean {
  return transform === undefined && !asList;
}

/* Rows in the form that was asked for. */
function finishing<R>(
  { readers, transform }: Listing,
  { asList }: QueryOptions,
  names: readonly string[],
): (rows: readonly Row[]) => R[] {
  return (rows) => {
    const read = readers ? rows.map((row) => withRead(row, readers)) : rows;
    const finished = transform ? read.map((row) => transform(row as never)) : read;
    return (asList ? asLists(finished, names) : finished) as R[];
  };
}

/** Rows as arrays of their members: what `asList` asks for, and the types of the contract do not tell. */
export function asLists<R extends object>(rows: readonly R[], names: readonly (keyof R)[]): R[] {
  return rows.map((row) => names.map((name) => row[name])) as unknown[] as R[];
}

/** What a listing is answered with: rows, their number, or rows that are read while they are sent. */
export type ListingAnswer<R = Row> = R[] | Rows<R> | number | StreamedArray<R>;

/**
 * {@link readListing} for the answer of a call, which may be of any length: many rows are not read before the answer is
 * encoded, batch by batch. Nothing may be asked of the database after it.
 */
export async function answerListing<R extends object = Row>(
  db: Transaction,
  listing: Listing,
  options: QueryOptions | null | undefined = {},
): Promise<ListingAnswer<R>> {
  const asked = options ?? {};
  if (asked.countOnly) return (await db.value<number>(countOf(db, listing, asked))) ?? 0;
  const { names, query } = rowsOf(db, listing, asked);
  const finish = finishing<R>(listing, asked, names);
  const send = (rows: Rows<R>) =>
    goAsTheyAre(listing, asked) ? rows.reading(listing.readers ?? {}) : finish(rows.values() as Row[]);
  const found = await db.manyRows<R>(query);
  return found instanceof Rows ? send(found) : new StreamedArray(mapped(found, send));
}

/** All rows of an answer, for who does not send them. Throws for a number. */
export async function wholeListing<R>(answer: ListingAnswer<R> | Promise<ListingAnswer<R>>): Promise<R[]> {
  const listing = await answer;
  if (typeof listing === 'number') throw new CallerMistake('rows were expected, not their number');
  if (Array.isArray(listing)) return listing;
  return listing.values();
}

async function* mapped<R, Batch>(
  batches: RowBatches<R>,
  made: (rows: Rows<R>) => Batch,
): AsyncGenerator<Batch, void, undefined> {
  for await (const batch of batches) yield made(batch);
}

/** The rows of a listing whose form the caller may not choose. */
export async function readRows<R extends object = Row>(
  db: Queries,
  listing: Listing,
  options: Pick<QueryOptions, 'order' | 'limit' | 'offset'> = {},
): Promise<R[]> {
  return wholeListing(readListing<R>(db, listing, options));
}

/**
 * `expression AS "alias"` for each of the columns: what stands behind SELECT or RETURNING of a statement whose rows are read. The
 * seconds of a moment come with it, behind it.
 */
export function selectList(columns: Readonly<Record<string, Sql>>): Sql {
  return join(
    withoutSeconds(columns).map(([alias, expression]) => sql`${expression} AS ${identifier(alias)}`),
    ', ',
  );
}

interface SortedColumns {
  readonly names: readonly string[];
  readonly columns: Sql;
}

/** Columns are mostly constants, whose text need not be put together for every call. */
const sorted = new WeakMap<Listing['columns'], SortedColumns>();

/** The columns of a listing in the order of their names. */
export function sortedColumns(columns: Listing['columns']): SortedColumns {
  const known = sorted.get(columns);
  if (known !== undefined) return known;
  const names = Object.keys(columns).sort();
  const list = {
    names,
    columns: selectList(Object.fromEntries(names.map((name) => [name, columns[name]!]))),
  };
  sorted.set(columns, list);
  return list;
}

/** A quoted column alias. Aliases come from our own tables of columns, never from a caller. */
export function identifier(name: string): Sql {
  return raw(`"${name.replaceAll('"', '')}"`);
}

/** What a caller orders by. Throws an error for what is no column. */
export function orderTerms(listing: Listing, options: Pick<QueryOptions, 'order'>): OrderTerm[] {
  if (!options.order) return [];
  return options.order.split(',').map((term) => {
    const alias = term.replace(/^-/, '');
    const choices = listing.orderColumns ?? listing.columns;
    const expression = Object.hasOwn(choices, alias) ? choices[alias] : undefined;
    if (expression === undefined) throw new Error(`Invalid order: ${alias}`);
    return { expression, descending: term.startsWith('-') };
  });
}

function windowOf({ limit, offset }: QueryOptions): Window {
  return { limit, offset };
}
