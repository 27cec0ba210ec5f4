import sql, { raw, type Sql } from 'sql-template-tag';
import { GenericError, type Dictionary } from '@kojikit/protocol';
import { lookupName, lookupNameStrictly, type NamedTable } from '../lookup/index.js';
import { isStruct, isTrue, toFloat } from '../rpc/convert.js';
import type { Context } from '../rpc/context.js';
import { columnInteger } from '../rpc/database-values.js';
import { pythonRepr, pythonStr } from '../rpc/python-names.js';
import type { HistoryQuery } from './history-query.js';

/** Filters by the names that callers use: `tag`, `build`, `user`, `editor`, `after`, `beforeEvent` and so on. */
export type HistoryFilters = Readonly<Record<string, unknown>>;

/** What filters add to one table's query. */
export interface FilterResult {
  readonly where: Sql[];
  /** Truth values that tell which half of a comparison held: `_created_by`, `_revoked_after` and so on. */
  readonly columns: Dictionary<Sql>;
}

/** Filters by something that has a name: the table it is in, and whether it must exist. */
const NAMED: Readonly<Record<string, { table: string; lookup: NamedTable; strict: boolean }>> = {
  host: { table: 'host', lookup: 'host', strict: false },
  channel: { table: 'channels', lookup: 'channels', strict: false },
  permission: { table: 'permissions', lookup: 'permissions', strict: true },
  cg: { table: 'content_generator', lookup: 'content_generator', strict: true },
  external_repo: { table: 'external_repo', lookup: 'external_repo', strict: true },
  build_target: { table: 'build_target', lookup: 'build_target', strict: true },
  group: { table: 'groups', lookup: 'groups', strict: true },
};

/** Works out the conditions of all filters for one table, or undefined when a filter does not fit the table. */
export async function historyFilters(
  ctx: Context,
  query: HistoryQuery,
  filters: HistoryFilters,
): Promise<FilterResult | undefined> {
  const result: FilterResult = { where: [], columns: {} };
  for (const [name, value] of Object.entries(filters)) {
    if (!(await addFilter(ctx, query, result, name, value))) return undefined;
  }
  return result;
}

async function addFilter(
  ctx: Context,
  query: HistoryQuery,
  result: FilterResult,
  name: string,
  value: unknown,
): Promise<boolean> {
  const { table, aliases } = query;
  const named = NAMED[name];
  if (named !== undefined) {
    const alias = aliases.get(named.table);
    if (alias === undefined) return false;
    const found = named.strict
      ? await lookupNameStrictly(ctx, named.lookup, value)
      : await lookupName(ctx, named.lookup, value);
    result.where.push(sql`${raw(alias)}.id = ${found?.id ?? -1}`);
    return true;
  }
  switch (name) {
    case 'tag':
      return addTag(ctx, query, result, value);
    case 'build':
      if (!aliases.has('build')) return false;
      result.where.push(sql`build.id = ${await buildId(ctx, value)}`);
      return true;
    case 'package':
      return addPackage(ctx, query, result, value);
    case 'user': {
      const alias = aliases.get('users');
      if (alias === undefined) return false;
      result.where.push(sql`${raw(alias)}.id = ${await userId(ctx, value)}`);
      return true;
    }
    case 'active':
      if (value !== null) result.where.push(raw(`${table}.active IS ${isTrue(value) ? 'TRUE' : 'NULL'}`));
      return true;
    case 'editor': {
      const editor = await userId(ctx, value);
      eitherHalf(
        result,
        ['_created_by', sql`creator.id = ${editor}`],
        ['_revoked_by', sql`revoker.id = ${editor}`],
      );
      return true;
    }
    case 'after':
    case 'before': {
      const moment = ctx.db.dialect.moment(typeof value === 'string' ? value : toFloat(value));
      const sign = raw(name === 'after' ? '>' : '<');
      eitherHalf(
        result,
        [`_created_${name}`, sql`ev1.time ${sign} ${moment}`],
        [`_revoked_${name}`, sql`ev2.time ${sign} ${moment}`],
      );
      return true;
    }
    case 'afterEvent':
    case 'beforeEvent': {
      const sign = raw(name === 'afterEvent' ? '>' : '<');
      const word = name === 'afterEvent' ? 'after' : 'before';
      eitherHalf(
        result,
        [`_created_${word}_event`, sql`${raw(table)}.create_event ${sign} ${columnInteger(value)}`],
        [`_revoked_${word}_event`, sql`${raw(table)}.revoke_event ${sign} ${columnInteger(value)}`],
      );
      return true;
    }
    case 'xkey':
      if (table !== 'tag_extra') return false;
      result.where.push(sql`tag_extra.key = ${pythonStr(value)}`);
      return true;
    default:
      return true;
  }
}

/* A row counts when its making or its ending meets the condition; callers are told which. */
function eitherHalf(result: FilterResult, made: [string, Sql], ended: [string, Sql]): void {
  result.where.push(sql`${made[1]} OR ${ended[1]}`);
  result.columns[made[0]] = made[1];
  result.columns[ended[0]] = ended[1];
}

async function addTag(
  ctx: Context,
  query: HistoryQuery,
  result: FilterResult,
  value: unknown,
): Promise<boolean> {
  const alias = query.aliases.get('tag');
  if (alias === undefined) return false;
  const { id } = await lookupNameStrictly(ctx, 'tag', value);
  result.where.push(
    query.table === 'tag_inheritance'
      ? sql`tag_inheritance.tag_id = ${id} OR tag_inheritance.parent_id = ${id}`
      : sql`${raw(alias)}.id = ${id}`,
  );
  return true;
}

async function addPackage(
  ctx: Context,
  query: HistoryQuery,
  result: FilterResult,
  value: unknown,
): Promise<boolean> {
  if (query.aliases.has('package')) {
    result.where.push(sql`package.id = ${(await lookupNameStrictly(ctx, 'package', value)).id}`);
  } else if ('package' in query.columns) {
    result.where.push(sql`${raw(query.table)}.package = ${pythonStr(value)}`);
  } else return false;
  return true;
}

async function buildId(ctx: Context, value: unknown): Promise<number> {
  const build = await ctx.call('getBuild', [value]);
  if (!isStruct(build)) throw new GenericError(`No such build: ${pythonRepr(value)}`);
  return build['id'] as number;
}

async function userId(ctx: Context, value: unknown): Promise<number> {
  const user = (await ctx.call('getUser', [value], { strict: true })) as { id: number };
  return user.id;
}
