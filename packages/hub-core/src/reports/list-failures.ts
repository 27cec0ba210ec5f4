import sql, { raw, type Sql } from 'sql-template-tag';
import { BUILD_STATES, type FailureShare, TASK_STATES } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import { readAll } from './read-all.js';
import { endedWithin } from './since.js';
import { limitAsked } from '../query/limit-to.js';

/** What failed most. */
export interface FailureQuery {
  readonly by: 'package' | 'host';
  readonly days: number;
  readonly order: 'name' | '-name' | 'failed' | '-failed' | 'share' | '-share' | 'count' | '-count';
  readonly limit: number;
}

/** The packages whose builds failed, or the hosts whose buildArch tasks did, with how many did not. */
export function listFailures(ctx: Context, query: FailureQuery): Promise<FailureShare[]> {
  const [column, descending] = [query.order.replace('-', ''), query.order.startsWith('-')];
  return readAll<FailureShare>(
    ctx,
    sql`
    SELECT named.id AS id, named.name AS name, ended.failed AS failed, ended.number AS count
      FROM (${ended(ctx, query)}) AS ended
      JOIN ${raw(query.by)} AS named ON ended.id = named.id
     WHERE ended.failed > 0
     ORDER BY ${ORDERS[column]} ${raw(descending ? 'DESC' : '')}, ended.failed DESC, name ${limitAsked(query.limit)}`,
  );
}

const ORDERS: Readonly<Record<string, Sql>> = {
  name: raw('name'),
  failed: raw('ended.failed'),
  count: raw('ended.number'),
  share: raw('ended.failed * 1.0 / ended.number'),
};

function ended({ db: { dialect } }: Context, { by, days }: FailureQuery): Sql {
  const failed = (state: number) =>
    sql`sum(CASE WHEN state = ${state} THEN 1 ELSE 0 END) AS failed, count(*) AS number`;
  const when = endedWithin(dialect, sql`completion_time`, days);
  if (by === 'package') {
    const { COMPLETE, FAILED } = BUILD_STATES;
    return sql`SELECT pkg_id AS id, ${failed(FAILED)} FROM build
      WHERE ${when} AND task_id IS NOT NULL AND ${dialect.isIn(sql`state`, [COMPLETE, FAILED])} GROUP BY pkg_id`;
  }
  const { CLOSED, FAILED } = TASK_STATES;
  return sql`SELECT host_id AS id, ${failed(FAILED)} FROM task
    WHERE ${when} AND method = 'buildArch' AND host_id IS NOT NULL
      AND ${dialect.isIn(sql`state`, [CLOSED, FAILED])} GROUP BY host_id`;
}
