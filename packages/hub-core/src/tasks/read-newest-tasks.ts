import sql, { join, type Sql } from 'sql-template-tag';
import { type ListedTask, TASK_STATES } from '@kojikit/protocol';
import { selectList } from '../query/listing.js';
import type { Context } from '../ground/context.js';
import { withDoubles } from '../rpc/results.js';
import { taskColumnsWithRequest } from './read-tasks.js';
import { decodeRequest } from './task-document.js';
import { limitAsked } from '../query/limit-to.js';

/** The newest tasks that are below no other. */
export interface NewestTasks {
  /** Those that have not ended. */
  readonly active: readonly ListedTask[];
  readonly failed: readonly ListedTask[];
  /** Of an owner, in whatever state. */
  readonly own: readonly ListedTask[];
}

type List = keyof NewestTasks;
type Row = Omit<ListedTask, 'request' | 'result'> & { readonly list: List; readonly request: string };

const { FREE, OPEN, ASSIGNED, FAILED } = TASK_STATES;

/**
 * The newest tasks for a page that shows all these lists, in one query.
 * @param owner whose tasks; undefined for nobody's.
 * @param most of each list.
 */
export async function readNewestTasks(
  ctx: Context,
  owner: number | undefined,
  most: number,
): Promise<NewestTasks> {
  // Most tasks at the top have another state: an index of those at the top would read and sort all of them.
  const top = sql`${ctx.db.dialect.unindexed(sql`parent`)} IS NULL`;
  const lists = [
    newest('active', sql`state IN (${FREE}, ${OPEN}, ${ASSIGNED}) AND ${top}`, most),
    newest('failed', sql`state = ${FAILED} AND ${top}`, most),
    ...(owner === undefined ? [] : [newest('own', sql`owner = ${owner} AND parent IS NULL`, most)]),
  ];
  const columns = {
    ...taskColumnsWithRequest(ctx.db.dialect),
    owner_name: sql`users.name`,
    owner_type: sql`users.usertype`,
  };
  const rows = await ctx.db.all<Row>(sql`
    SELECT listed.list AS list, ${selectList(columns)}
      FROM (${join(lists, ' UNION ALL ')}) AS listed
      JOIN task ON task.id = listed.id LEFT JOIN users ON users.id = task.owner
     ORDER BY task.id DESC`);
  const of = (list: List) => rows.filter((row) => row.list === list).map(taskOf);
  return { active: of('active'), failed: of('failed'), own: of('own') };
}

function newest(list: List, where: Sql, most: number): Sql {
  return sql`SELECT * FROM (
    SELECT CAST(${list} AS text) AS list, id FROM task WHERE ${where} ORDER BY id DESC ${limitAsked(most)}) AS newest`;
}

function taskOf({ list: unused, request, ...row }: Row): ListedTask {
  const times = withDoubles(row, 'create_ts', 'start_ts', 'completion_ts', 'weight');
  return { ...times, request: decodeRequest(request) };
}
