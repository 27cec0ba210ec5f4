import sql, { raw, type Sql } from 'sql-template-tag';
import { GenericError, type Dictionary } from '@kojikit/protocol';
import { lookupName, lookupNameStrictly, type NamedTable } from '../lookup/index.js';
import {
  buildRef,
  nameOrId,
  nilOr,
  struct,
  truth,
  userRef,
  type BuildRef,
  type UserRef,
} from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { toFloat } from '../rpc/convert.js';
import { columnInteger } from '../rpc/database-values.js';
import type { Reader } from '../rpc/reader.js';
import type { HistoryQuery } from './history-query.js';
import { quoted } from '../rpc/fault-text.js';
import { pythonStr } from '../rpc/python-names.js';

/** What filters add to one table's query. */
export interface FilterResult {
  readonly where: Sql[];
  /** Truth values that tell which half of a comparison held: `_created_by`, `_revoked_after` and so on. */
  readonly columns: Dictionary<Sql>;
}

/** A filter with its value: adds its condition to the query of a table. False: it does not fit the table. */
export type HistoryFilter = (ctx: Context, query: HistoryQuery, result: FilterResult) => Promise<boolean>;

/** A kind of filter: how its value is read where it fits a table, as Koji does, and what it adds to a query. */
function filter<T>(
  read: Reader<T, never>,
  apply: (
    ctx: Context,
    query: HistoryQuery,
    result: FilterResult,
    value: () => T,
  ) => boolean | Promise<boolean>,
): (value: unknown) => HistoryFilter {
  return (given) => async (ctx, query, result) => apply(ctx, query, result, () => read(given));
}

/** By something that has a name; one that need not exist finds nothing. */
function named(table: string, lookup: NamedTable, find: typeof lookupName) {
  return filter(nameOrId, async (ctx, { aliases }, { where }, info) => {
    const alias = aliases.get(table);
    if (alias === undefined) return false;
    where.push(sql`${raw(alias)}.id = ${(await find(ctx, lookup, info()))?.id ?? -1}`);
    return true;
  });
}

const mustExist = (table: string, lookup: NamedTable) => named(table, lookup, lookupNameStrictly);

const tag = filter(nameOrId, async (ctx, { aliases, table }, { where }, info) => {
  const alias = aliases.get('tag');
  if (alias === undefined) return false;
  const { id } = await lookupNameStrictly(ctx, 'tag', info());
  where.push(
    table === 'tag_inheritance'
      ? sql`tag_inheritance.tag_id = ${id} OR tag_inheritance.parent_id = ${id}`
      : sql`${raw(alias)}.id = ${id}`,
  );
  return true;
});

const build = filter(buildRef, async (ctx, { aliases }, { where }, info) => {
  if (!aliases.has('build')) return false;
  where.push(sql`build.id = ${await buildId(ctx, info())}`);
  return true;
});

/* In package groups packages are but names of rpms. */
const packageName = filter(
  (value) => value,
  async (ctx, { aliases, columns, table }, { where }, value) => {
    if (aliases.has('package')) {
      where.push(sql`package.id = ${(await lookupNameStrictly(ctx, 'package', nameOrId(value()))).id}`);
    } else if ('package' in columns) {
      where.push(sql`${raw(table)}.package = ${pythonStr(value())}`);
    } else return false;
    return true;
  },
);

const user = filter(nilOr(userRef), async (ctx, { aliases }, { where }, info) => {
  const alias = aliases.get('users');
  if (alias === undefined) return false;
  where.push(sql`${raw(alias)}.id = ${await userId(ctx, info())}`);
  return true;
});

const editor = filter(nilOr(userRef), async (ctx, query, result, info) => {
  const id = await userId(ctx, info());
  return eitherHalf(
    result,
    ['_created_by', sql`creator.id = ${id}`],
    ['_revoked_by', sql`revoker.id = ${id}`],
  );
});

const active = filter(
  (value) => (value === null ? null : truth(value)),
  (ctx, { table }, { where }, given) => {
    const value = given();
    if (value !== null) where.push(raw(`${table}.active IS ${value ? 'TRUE' : 'NULL'}`));
    return true;
  },
);

/** A moment: seconds since 1970 or a date as text. */
const moment: Reader<string | number> = (value) => (typeof value === 'string' ? value : toFloat(value));

function byTime(name: 'after' | 'before') {
  const sign = raw(name === 'after' ? '>' : '<');
  return filter(moment, (ctx, query, result, value) => {
    const bound = ctx.db.dialect.moment(value());
    return eitherHalf(
      result,
      [`_created_${name}`, sql`ev1.time ${sign} ${bound}`],
      [`_revoked_${name}`, sql`ev2.time ${sign} ${bound}`],
    );
  });
}

function byEvent(name: 'after' | 'before') {
  const sign = raw(name === 'after' ? '>' : '<');
  return filter(columnInteger, (ctx, { table }, result, given) => {
    const value = given();
    return eitherHalf(
      result,
      [`_created_${name}_event`, sql`${raw(table)}.create_event ${sign} ${value}`],
      [`_revoked_${name}_event`, sql`${raw(table)}.revoke_event ${sign} ${value}`],
    );
  });
}

const extraKey = filter(pythonStr, (ctx, { table }, { where }, key) => {
  if (table !== 'tag_extra') return false;
  where.push(sql`tag_extra.key = ${key()}`);
  return true;
});

const filters = new Map<string, (value: unknown) => HistoryFilter>([
  ['tag', tag],
  ['build', build],
  ['package', packageName],
  ['user', user],
  ['editor', editor],
  ['active', active],
  ['after', byTime('after')],
  ['before', byTime('before')],
  ['afterEvent', byEvent('after')],
  ['beforeEvent', byEvent('before')],
  ['xkey', extraKey],
  ['host', named('host', 'host', lookupName)],
  ['channel', named('channels', 'channels', lookupName)],
  ['permission', mustExist('permissions', 'permissions')],
  ['cg', mustExist('content_generator', 'content_generator')],
  ['external_repo', mustExist('external_repo', 'external_repo')],
  ['build_target', mustExist('build_target', 'build_target')],
  ['group', mustExist('groups', 'groups')],
]);

/** Reads filters by the names that callers use; unknown ones are ignored, as Koji does. */
export const historyFilters: Reader<HistoryFilter[], object> = (value) =>
  Object.entries(struct(value)).flatMap(([name, given]) => filters.get(name)?.(given) ?? []);

/* A row counts when its making or its ending meets the condition; callers are told which. */
function eitherHalf(result: FilterResult, made: [string, Sql], ended: [string, Sql]): true {
  result.where.push(sql`${made[1]} OR ${ended[1]}`);
  result.columns[made[0]] = made[1];
  result.columns[ended[0]] = ended[1];
  return true;
}

async function buildId(ctx: Context, info: BuildRef): Promise<number> {
  const found = await ctx.call('getBuild', { buildInfo: info });
  if (found === null) throw new GenericError(`No such build: ${quoted(info)}`);
  return found.id;
}

async function userId(ctx: Context, info: UserRef | null): Promise<number> {
  return (await ctx.call('getUser', { userInfo: info, strict: true })).id;
}
