import sql, { raw, type Sql } from 'sql-template-tag';
import { isKojiFault, type ListedTask } from '@kojikit/protocol';
import type { Dialect, Row } from '../db/database.js';
import { perDialect } from '../db/per-dialect.js';
import { answerListing, type ListingAnswer, type QueryOptions } from '../query/listing.js';
import { columnInteger, columnText, columnTime, oneInteger, oneText } from '../rpc/database-values.js';
import { isStruct, isTrue } from '../rpc/convert.js';
import type { Context } from '../rpc/context.js';
import { pythonTypeName } from '../rpc/python-names.js';
import { taskColumnsWithRequest, taskResult } from './read-tasks.js';
import { decodeRequest, decodeResult } from './task-document.js';
import { CallerMistake } from '../rpc/caller-mistake.js';

/**
 * Tasks by the filters of Koji's `listTasks`. Members that are no filter are ignored. Throws errors without a fault code
 * for values of a wrong type, as Koji does.
 */
export async function listTasks(
  ctx: Context,
  given: unknown,
  asked: unknown,
): Promise<ListingAnswer<ListedTask>> {
  const filter = structOf(given);
  const options: QueryOptions & Row = structOf(asked);
  if (isTrue(options['rowlock'])) throw new CallerMistake('the rows of this listing cannot be locked');
  const { dialect } = ctx.db;
  const decode = isTrue(filter['decode']) && !isTrue(options.countOnly) && !isTrue(options.asList);
  return answerListing(
    ctx.db,
    {
      columns: listedColumns(dialect),
      from: sql`task LEFT JOIN users ON task.owner = users.id`,
      where: conditions(dialect, filter),
      transform: (row) => (decode ? decoded(taskResult(row)) : taskResult(row)),
    },
    { ...options, order: withTieBreak(options.order) },
  );
}

const listedColumns = perDialect((dialect) => ({
  ...taskColumnsWithRequest(dialect),
  result: sql`task.result`,
  owner_name: sql`users.name`,
  owner_type: sql`users.usertype`,
}));

const LISTS = ['arch', 'state'] as const;
const IDS = ['owner', 'host_id', 'channel_id', 'parent'] as const;

const TIMES: Readonly<Record<string, { column: string; operator: '<' | '>' }>> = {
  createdBefore: { column: 'create_time', operator: '<' },
  createdAfter: { column: 'create_time', operator: '>' },
  startedBefore: { column: 'start_time', operator: '<' },
  startedAfter: { column: 'start_time', operator: '>' },
  completeBefore: { column: 'completion_time', operator: '<' },
  completeAfter: { column: 'completion_time', operator: '>' },
  completedBefore: { column: 'completion_time', operator: '<' },
  completedAfter: { column: 'completion_time', operator: '>' },
};

function conditions(dialect: Dialect, filter: Row): Sql[] {
  const where: Sql[] = [];
  for (const name of LISTS) {
    const among = (values: unknown) => dialect.isIn(column(name), valuesOf(name, values));
    if (name in filter) where.push(among(filter[name]));
    if (Object.hasOwn(filter, `not_${name}`)) where.push(sql`NOT ${among(filter[`not_${name}`])}`);
  }
  for (const name of IDS) {
    if (name in filter) where.push(hasId(dialect, column(name), filter[name]));
    if (Object.hasOwn(filter, `not_${name}`))
      where.push(sql`NOT (${hasId(dialect, column(name), filter[`not_${name}`])})`);
  }
  if ('method' in filter) where.push(sql`task.method = ${columnText(filter['method'])}`);
  for (const [name, { column: time, operator }] of Object.entries(TIMES)) {
    const moment = filter[name];
    if (moment !== null && moment !== undefined)
      where.push(sql`${column(time)} ${raw(operator)} ${dialect.moment(columnTime(moment))}`);
  }
  return where;
}

function column(name: string): Sql {
  return raw(`task.${name}`);
}

function hasId(dialect: Dialect, field: Sql, wanted: unknown): Sql {
  if (wanted === null) return sql`${field} IS NULL`;
  if (Array.isArray(wanted)) return dialect.isIn(field, wanted.map(oneInteger));
  return sql`${field} = ${columnInteger(wanted)}`;
}

function valuesOf(name: string, given: unknown): (string | number | null)[] {
  if (!Array.isArray(given))
    throw new CallerMistake(`${name} must be an array, not ${pythonTypeName(given)}`);
  return name === 'state' ? given.map(oneInteger) : given.map(oneText);
}

function structOf(given: unknown): Row {
  if (!isTrue(given)) return {};
  if (!isStruct(given)) throw new CallerMistake(`expected a struct, not ${pythonTypeName(given)}`);
  return given;
}

/* What a caller's order leaves open is settled by the id, in the direction of the last term. */
function withTieBreak(order: unknown): unknown {
  if (typeof order !== 'string' || order === '') return order;
  const terms = order.split(',');
  if (terms.includes('id') || terms.includes('-id')) return order;
  return `${order},${terms.at(-1)!.startsWith('-') ? '-' : ''}id`;
}

/* A result is answered as the list of one value that it is inside of its document; a fault as a struct. */
function decoded(row: Row): Row {
  const { request, result } = row as { request: string | null; result: string | null };
  return {
    ...row,
    request: request ? decodeRequest(request) : request,
    result: result ? resultOrFault(result) : result,
  };
}

function resultOrFault(stored: string): unknown {
  try {
    return [decodeResult(stored)];
  } catch (error) {
    if (isKojiFault(error)) return { faultCode: error.code, faultString: error.message };
    throw error;
  }
}
