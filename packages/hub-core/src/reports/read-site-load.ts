import sql, { type Sql } from 'sql-template-tag';
import { type SiteLoad, TASK_STATES } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import { currentAt } from '../history/index.js';
import type { Sent } from '../rpc/method.js';
import { withDoubles } from '../rpc/results.js';
import { reasonOf, type HostGroup, type TaskGroup } from './waiting-reason.js';
import { limitAsked, limitTo } from '../query/limit-to.js';

const MOST_GROUPS = 1000;

/** What waits and why, and the hosts: two reads, however many tasks and hosts there are. */
export async function readSiteLoad(ctx: Context, busiest: number): Promise<Sent<SiteLoad>> {
  const { tasks, hosts } = await readGroups(ctx);
  return {
    waiting: tasks.map((group) =>
      withDoubles(
        {
          reason: reasonOf(group, hosts),
          channel_id: group.channel_id,
          channel_name: group.channel_name,
          arch: group.arch,
          count: group.number,
          oldest_ts: group.oldest,
        },
        'oldest_ts',
      ),
    ),
    hosts: await readHosts(ctx, busiest),
  };
}

type Row = (TaskGroup & Record<'ready' | 'free', number>) | (HostRow & Record<'oldest', null>);

/** {@link HostGroup} as it is read beside tasks: the enabled hosts are its number. */
type HostRow = Omit<HostGroup, 'arches' | 'enabled'> & {
  readonly kind: 'hosts';
  readonly arch: string | null;
  readonly number: number;
  readonly channel_name: string | null;
  readonly channel_enabled: boolean | null;
};

/*
 * Tasks that wait, by what they wait for, and hosts of channels; hosts are alike for this where their arches are written
 * alike. The index of states finds the tasks: of those that have ended none is looked at.
 */
async function readGroups(ctx: Context): Promise<{ tasks: TaskGroup[]; hosts: HostGroup[] }> {
  const { FREE, ASSIGNED, OPEN } = TASK_STATES;
  const { epoch, moment } = ctx.db.dialect;
  const oldest = epoch(sql`min(create_time)`);
  const now = Date.now() / 1000;
  const alive = sql`host.ready IS TRUE AND host.update_time > ${moment(now - ctx.config.ReadyTimeout)}`;
  const enabled = sql`host_config.enabled IS TRUE`;
  const some = (condition: Sql) => sql`sum(CASE WHEN ${condition} THEN 1 ELSE 0 END)`;
  const rows = await ctx.db.all<Row>(sql`
    SELECT part.*, channels.name AS channel_name, channels.enabled AS channel_enabled
      FROM (SELECT 'free' AS kind, channel_id, arch, count(*) AS number, ${oldest} AS oldest, 0 AS ready, 0 AS free
              FROM task WHERE state = ${FREE} GROUP BY channel_id, arch
             UNION ALL
            SELECT 'assigned', NULL, NULL, count(*), ${oldest}, 0, 0
              FROM task WHERE state = ${ASSIGNED} HAVING count(*) > 0
             UNION ALL
            SELECT 'repo', NULL, NULL, count(*), ${oldest}, 0, 0
              FROM task WHERE state = ${OPEN} AND method = 'waitrepo' HAVING count(*) > 0
             UNION ALL
            SELECT 'hosts', host_channels.channel_id, host_config.arches, ${some(enabled)}, NULL,
                   ${some(sql`${enabled} AND ${alive}`)},
                   ${some(sql`${enabled} AND ${alive} AND host.task_load < host_config.capacity`)}
              FROM host_channels JOIN host ON host_channels.host_id = host.id
              JOIN host_config ON host_config.host_id = host.id
             WHERE ${currentAt('host_channels', null)} AND ${currentAt('host_config', null)}
             GROUP BY host_channels.channel_id, host_config.arches) AS part
      LEFT JOIN channels ON part.channel_id = channels.id
     ORDER BY CASE WHEN part.kind = 'hosts' THEN 1 ELSE 0 END, part.number DESC, part.oldest ${limitTo(MOST_GROUPS)}`);
  return {
    tasks: rows.filter((row) => row.kind !== 'hosts'),
    hosts: rows
      .filter((row) => row.kind === 'hosts')
      .map(({ arch: arches, number, ...row }) => ({ ...row, arches, enabled: number })),
  };
}

async function readHosts(ctx: Context, busiest: number) {
  const rows = await ctx.db.all<{
    id: number;
    name: string;
    ready: boolean;
    capacity: number;
    load: number;
    is_enabled: boolean;
    enabled: number;
    disabled: number;
    all_ready: number;
    all_capacity: number;
    all_load: number;
  }>(sql`
    SELECT host.id AS id, host.name AS name, host.ready AS ready, host_config.capacity AS capacity,
           host.task_load AS load, host_config.enabled AS is_enabled,
           sum(CASE WHEN host_config.enabled THEN 1 ELSE 0 END) OVER () AS enabled,
           sum(CASE WHEN host_config.enabled THEN 0 ELSE 1 END) OVER () AS disabled,
           sum(CASE WHEN host_config.enabled AND host.ready THEN 1 ELSE 0 END) OVER () AS all_ready,
           sum(CASE WHEN host_config.enabled THEN host_config.capacity ELSE 0 END) OVER () AS all_capacity,
           sum(CASE WHEN host_config.enabled THEN host.task_load ELSE 0 END) OVER () AS all_load
      FROM host_config JOIN host ON host_config.host_id = host.id
     WHERE ${currentAt('host_config', null)}
     ORDER BY CASE WHEN host_config.enabled THEN 0 ELSE 1 END, host.task_load / host_config.capacity DESC, host.name
     ${limitAsked(Math.max(busiest, 1))}`);
  const [first] = rows;
  const shown = rows.filter(({ is_enabled: enabled }) => enabled).slice(0, busiest);
  return withDoubles(
    {
      enabled: first?.enabled ?? 0,
      disabled: first?.disabled ?? 0,
      ready: first?.all_ready ?? 0,
      capacity: first?.all_capacity ?? 0,
      load: first?.all_load ?? 0,
      busiest: shown.map(({ id, name, ready, capacity, load }) =>
        withDoubles({ id, name, ready, capacity, load }, 'capacity', 'load'),
      ),
    },
    'capacity',
    'load',
  );
}
