import sql, { raw } from 'sql-template-tag';
import { GenericError } from '@kojikit/protocol';
import { insertUnlessThere } from '../db/insert-unless-there.js';
import type { NameOrId } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { nameOrIdCondition } from './name-or-id.js';
import { faultText } from '../rpc/fault-text.js';

/** A row of a table that has ids and unique names. */
export interface Named {
  readonly id: number;
  readonly name: string;
}

/** The tables that {@link lookupName} works on. */
export type NamedTable =
  | 'tag'
  | 'package'
  | 'permissions'
  | 'channels'
  | 'groups'
  | 'volume'
  | 'build_target'
  | 'external_repo'
  | 'btype'
  | 'content_generator'
  | 'cg_users'
  | 'users'
  | 'host';

/** The id and name behind what a caller gave, or undefined. Throws ParameterError for what is neither name nor id. */
export function lookupName(ctx: Context, table: NamedTable, info: NameOrId): Promise<Named | undefined> {
  return ctx.db.first<Named>(sql`SELECT id, name FROM ${raw(table)} WHERE ${nameOrIdCondition(table, info)}`);
}

/** {@link lookupName}; throws GenericError `No such entry in table <table>: <info>` when there is none. */
export async function lookupNameStrictly(ctx: Context, table: NamedTable, info: NameOrId): Promise<Named> {
  const found = await lookupName(ctx, table, info);
  if (found === undefined) throw new GenericError(faultText`No such entry in table ${table}: ${info}`);
  return found;
}

/** {@link lookupName}; makes the entry when there is none. Throws GenericError `Name must be a string`. */
export async function lookupOrCreateName(ctx: Context, table: NamedTable, info: NameOrId): Promise<Named> {
  const found = await lookupName(ctx, table, info);
  if (found !== undefined) return found;
  if (typeof info !== 'string') throw new GenericError('Name must be a string');
  return { id: await insertName(ctx, table, info), name: info };
}

/** Inserts a name that was not there a moment ago, and returns its id. Who does the same at the same time shares the row. */
export async function insertName(ctx: Context, table: NamedTable, name: string): Promise<number> {
  return (await makeName(ctx, table, name)).id;
}

/** {@link insertName}; tells whether this call made the row. */
export async function makeName(
  ctx: Context,
  table: NamedTable,
  name: string,
): Promise<Named & { readonly isNew: boolean }> {
  const id = await insertUnlessThere(ctx.db, table, name);
  if (id !== undefined) return { id, name, isNew: true };
  return { ...(await lookupNameStrictly(ctx, table, name)), isNew: false };
}
