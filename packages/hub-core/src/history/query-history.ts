import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { Dictionary } from '@kojikit/protocol';
import type { Row } from '../db/database.js';
import { readListing } from '../query/listing.js';
import type { QueryOptions } from '../query/readers/query-options.js';
import { withDoubles } from '../rpc/results.js';
import type { Context } from '../ground/context.js';
import type { FilterResult, HistoryFilter } from './filters.js';
import type { HistoryQuery } from './history-query.js';
import { historyTables, nameColumns, type HistoryTable } from './history-tables.js';

/** Who changed what, when, in these versioned tables, by table; a table that a filter does not fit is left out. */
export async function queryHistory(
  ctx: Context,
  tables: readonly HistoryTable[],
  filters: readonly HistoryFilter[],
  options: QueryOptions | null,
): Promise<Record<string, Row[] | number>> {
  const result: Record<string, Row[] | number> = {};
  for (const name of tables) {
    const query = historyOf(ctx, name);
    const filter = await applyFilters(ctx, query, filters);
    if (filter === undefined) continue;
    const columns = { ...query.columns, ...filter.columns };
    const flags = Object.keys(filter.columns);
    result[name] = await readListing(
      ctx.db,
      {
        columns,
        from: join([raw(name), ...query.joins], ' '),
        where: filter.where,
        transform: (row) => finish(row, flags),
      },
      options,
    );
  }
  return result;
}

/* The conditions of all filters for one table, or undefined when a filter does not fit the table. */
async function applyFilters(
  ctx: Context,
  query: HistoryQuery,
  filters: readonly HistoryFilter[],
): Promise<FilterResult | undefined> {
  const result: FilterResult = { where: [], columns: {} };
  for (const filter of filters) if (!(await filter(ctx, query, result))) return undefined;
  return result;
}

/* What a filter compared is answered as a truth value, which SQLite has only as a number. */
function finish(row: Row, flags: readonly string[]): Row {
  const doubles = ['create_ts', 'revoke_ts', 'capacity'].filter((name) => Object.hasOwn(row, name));
  const finished: Dictionary<unknown> = { ...withDoubles(row, ...doubles) };
  for (const name of flags) finished[name] = finished[name] === null ? null : Boolean(finished[name]);
  return finished;
}

function historyOf(ctx: Context, table: HistoryTable): HistoryQuery {
  const { dialect } = ctx.db;
  const columns: Dictionary<Sql> = {
    ...Object.fromEntries(
      ['active', 'create_event', 'revoke_event', 'creator_id', 'revoker_id'].map((name) => [
        name,
        raw(`${table}.${name}`),
      ]),
    ),
    creator_name: sql`creator.name`,
    revoker_name: sql`revoker.name`,
    create_ts: dialect.epoch(sql`ev1.time`),
    revoke_ts: dialect.epoch(sql`ev2.time`),
  };
  const joins = [
    sql`JOIN events AS ev1 ON ev1.id = ${raw(table)}.create_event`,
    sql`LEFT JOIN events AS ev2 ON ev2.id = ${raw(table)}.revoke_event`,
    sql`JOIN users AS creator ON creator.id = ${raw(table)}.creator_id`,
    sql`LEFT JOIN users AS revoker ON revoker.id = ${raw(table)}.revoker_id`,
  ];
  const aliases = new Map<string, string>();
  const own: readonly string[] = historyTables[table];
  for (const column of own) {
    columns[column] = raw(`${table}.${column}`);
    const named = nameColumns[column];
    if (named !== undefined) {
      columns[named.member] = raw(`${named.as}.name`);
      joins.push(raw(`LEFT JOIN ${named.table} AS ${named.as} ON ${table}.${column} = ${named.as}.id`));
      aliases.set(named.table, named.as);
    } else if (column === 'build_id') {
      for (const [name, expression] of Object.entries(buildColumns)) columns[name] = expression;
      joins.push(raw(`JOIN build ON ${table}.build_id = build.id JOIN package ON build.pkg_id = package.id`));
      aliases.set('build', 'build').set('package', 'package');
    } else if (column === 'group_id') {
      // A group of users is a user; a group of packages has a table of its own.
      const [groups, as] = table === 'user_groups' ? ['users', 'usergroup'] : ['groups', 'groups'];
      columns['group.name'] = raw(`${as}.name`);
      joins.push(raw(`JOIN ${groups} AS ${as} ON ${table}.group_id = ${as}.id`));
      aliases.set(groups!, as!);
    }
  }
  return { table, columns, joins, aliases };
}

const buildColumns: Readonly<Record<string, Sql>> = {
  name: sql`package.name`,
  version: sql`build.version`,
  release: sql`build.release`,
  epoch: sql`build.epoch`,
  'build.state': sql`build.state`,
};
