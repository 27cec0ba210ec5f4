import sql, { type Sql } from 'sql-template-tag';
import type { CountedList } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import { currentAt } from '../history/index.js';
import { countedList, type CountedPart } from './counted-list.js';
import { withArch } from './with-arch.js';

/** What is counted of which hosts. */
export interface CountedOfHosts {
  readonly what: 'tasks' | 'rpms';
  /** Hosts with one of these; null: all. */
  readonly hostArches: readonly string[] | null;
  /** RPMs of one of these; null: all. */
  readonly rpmArches: readonly string[] | null;
}

/** How many tasks each host had, or how many RPMs were built on it. */
export function countByHost(ctx: Context, wanted: CountedOfHosts, part: CountedPart): Promise<CountedList> {
  return countedList(
    ctx,
    sql`
    SELECT host.id AS id, host.name AS name, coalesce(had.number, 0) AS number
      FROM host_config JOIN host ON host_config.host_id = host.id
      LEFT JOIN (${counts(ctx, wanted)}) AS had ON host.id = had.host_id
     WHERE ${currentAt('host_config', null)} AND ${withArch(ctx.db.dialect, wanted.hostArches)}`,
    part,
  );
}

function counts(ctx: Context, { what, rpmArches }: CountedOfHosts): Sql {
  if (what === 'tasks')
    return sql`SELECT host_id, count(*) AS number FROM task WHERE host_id IS NOT NULL GROUP BY host_id`;
  const ofArch = rpmArches === null ? sql`true` : ctx.db.dialect.isIn(sql`rpminfo.arch`, rpmArches);
  return sql`
    SELECT standard_buildroot.host_id AS host_id, count(*) AS number
      FROM rpminfo JOIN standard_buildroot ON rpminfo.buildroot_id = standard_buildroot.buildroot_id
     WHERE ${ofArch} GROUP BY standard_buildroot.host_id`;
}
