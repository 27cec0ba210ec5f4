import sql, { raw, type Sql } from 'sql-template-tag';
import { isKojiFault, type ListedTask, TASK_STATES } from '@kojikit/protocol';
import type { Dialect } from '../db/database.js';
import { perDialect } from '../db/per-dialect.js';
import { cutListing } from '../query/cut-listing.js';
import { inTaskStates } from '../query/in-states.js';
import { answerListing, type Listing, type ListingAnswer } from '../query/listing.js';
import type { QueryOptions } from '../query/readers/query-options.js';
import type { Context } from '../ground/context.js';
import type { CutList, ListCut } from '../ground/list-cut.js';
import { newestInStates } from './newest-in-states.js';
import { taskColumnsWithRequest, taskReaders } from './read-tasks.js';
import type { TaskFilter, WantedIds } from './readers/task-filter.js';
import { decodeRequest, decodeResult } from './task-document.js';
import { keysOf } from '../keys-of.js';

/** Tasks by the filters of Koji's `listTasks`. */
export async function listTasks(
  ctx: Context,
  filter: TaskFilter,
  options: QueryOptions,
): Promise<ListingAnswer<ListedTask>> {
  const order = withTieBreak(options.order);
  return answerListing(ctx.db, listingOf(ctx.db.dialect, filter, options), { ...options, order });
}

/** Some of the tasks by these filters in the order of their ids, and the number of all. Undefined for another order. */
export async function cutTasks(ctx: Context, filter: TaskFilter, cut: ListCut): Promise<CutList | undefined> {
  if (cut.order !== 'id' && cut.order !== '-id') return undefined;
  const { dialect } = ctx.db;
  return cutListing(ctx.db, listingOf(dialect, filter, cut), cut, {
    from: raw('task'),
    where: conditions(dialect, filter, { newest: false }),
  });
}

function listingOf(dialect: Dialect, filter: TaskFilter, options: QueryOptions): Listing {
  const decode = filter.decode && !options.countOnly && !options.asList;
  const newest = newestInStates(filter, options);
  return {
    columns: listedColumns(dialect),
    from: sql`${newest ?? raw('task')} LEFT JOIN users ON task.owner = users.id`,
    where: newest ? [] : conditions(dialect, filter, { newest: isNewest(filter, options) }),
    readers: decode ? decodingReaders : taskReaders,
  };
}

const listedColumns = perDialect((dialect) => ({
  ...taskColumnsWithRequest(dialect),
  result: sql`task.result`,
  owner_name: sql`users.name`,
  owner_type: sql`users.usertype`,
}));

const IDS = ['owner', 'host_id', 'channel_id', 'parent'] as const;

const TIMES = {
  createdBefore: { column: 'create_time', operator: '<' },
  createdAfter: { column: 'create_time', operator: '>' },
  startedBefore: { column: 'start_time', operator: '<' },
  startedAfter: { column: 'start_time', operator: '>' },
  completeBefore: { column: 'completion_time', operator: '<' },
  completeAfter: { column: 'completion_time', operator: '>' },
  completedBefore: { column: 'completion_time', operator: '<' },
  completedAfter: { column: 'completion_time', operator: '>' },
} as const;

const ACTIVE: readonly number[] = [TASK_STATES.FREE, TASK_STATES.OPEN, TASK_STATES.ASSIGNED];

/* Whether a few of the newest or oldest tasks are wanted of filters that most tasks may fit: those of a host, a parent or
   a state that ends soon are few, and an index finds them. */
function isNewest({ state, host_id: host, parent }: TaskFilter, { order, limit }: QueryOptions): boolean {
  if (order?.replace(/^-/, '') !== 'id' || limit === undefined || limit === null) return false;
  const few = state !== undefined && state.every((wanted) => ACTIVE.includes(Number(wanted)));
  return !few && (host === undefined || host === null) && (parent === undefined || parent === null);
}

function conditions(dialect: Dialect, filter: TaskFilter, { newest }: { readonly newest: boolean }): Sql[] {
  const where: Sql[] = [];
  const { owner, parent } = filter;
  // Those of one owner are in an index of their own, by id.
  const indexed = typeof owner === 'number' && parent === null ? ['owner', 'parent'] : [];
  const column = (name: string) =>
    newest && !indexed.includes(name) ? dialect.unindexed(raw(`task.${name}`)) : raw(`task.${name}`);
  const { arch, not_arch: notArch, state, not_state: notState } = filter;
  if (arch !== undefined) where.push(dialect.isIn(column('arch'), arch));
  if (notArch !== undefined) where.push(sql`NOT (${dialect.isIn(column('arch'), notArch)})`);
  if (state !== undefined) where.push(inTaskStates(dialect, column('state'), state));
  if (notState !== undefined) where.push(sql`NOT (${inTaskStates(dialect, column('state'), notState)})`);
  for (const name of IDS) {
    const [wanted, unwanted] = [filter[name], filter[`not_${name}`]];
    if (wanted !== undefined) where.push(hasId(dialect, column(name), wanted));
    if (unwanted !== undefined) where.push(sql`NOT (${hasId(dialect, column(name), unwanted)})`);
  }
  if (filter.method !== undefined) where.push(sql`task.method = ${filter.method}`);
  for (const name of keysOf(TIMES)) {
    const { column: time, operator } = TIMES[name];
    const moment = filter[name];
    if (moment !== null && moment !== undefined)
      where.push(sql`${column(time)} ${raw(operator)} ${dialect.moment(moment)}`);
  }
  return where;
}

function hasId(dialect: Dialect, field: Sql, wanted: WantedIds): Sql {
  if (wanted === null) return sql`${field} IS NULL`;
  return typeof wanted === 'number' ? sql`${field} = ${wanted}` : dialect.isIn(field, wanted);
}

/* What a caller's order leaves open is settled by the id, in the direction of the last term. */
function withTieBreak(order: string | undefined): string | undefined {
  if (order === undefined) return undefined;
  const terms = order.split(',');
  if (terms.includes('id') || terms.includes('-id')) return order;
  return `${order},${terms.at(-1)!.startsWith('-') ? '-' : ''}id`;
}

/* A result is answered as the list of one value that it is inside of its document; a fault as a struct. */
const decodingReaders = {
  ...taskReaders,
  request: (stored: string) => (stored === '' ? stored : decodeRequest(stored)),
  result: (stored: string) => (stored === '' ? stored : resultOrFault(stored)),
};

function resultOrFault(stored: string): unknown {
  try {
    return [decodeResult(stored)];
  } catch (error) {
    if (isKojiFault(error)) return { faultCode: error.code, faultString: error.message };
    throw error;
  }
}
