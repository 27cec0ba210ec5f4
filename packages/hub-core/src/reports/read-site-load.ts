import sql from 'sql-template-tag';
import { TASK_STATES } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import { currentAt } from '../history/index.js';
import { withDoubles } from '../rpc/results.js';
import { reasonOf, type HostGroup, type TaskGroup } from './waiting-reason.js';

const MOST_GROUPS = 500;

/** What waits and why, and the hosts: three reads, however many tasks and hosts there are. */
export async function readSiteLoad(ctx: Context, busiest: number) {
  const groups = await readWaiting(ctx);
  const hosts = groups.some(({ kind }) => kind === 'free') ? await readHostGroups(ctx) : [];
  return {
    waiting: groups.map((group) =>
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

/* The index of states finds them: of the tasks that have ended none is looked at. */
function readWaiting(ctx: Context): Promise<TaskGroup[]> {
  const { FREE, ASSIGNED, OPEN } = TASK_STATES;
  const oldest = ctx.db.dialect.epoch(sql`min(create_time)`);
  return ctx.db.all<TaskGroup>(sql`
    SELECT waiting.kind AS kind, waiting.channel_id AS channel_id, channels.name AS channel_name,
           channels.enabled AS channel_enabled, waiting.arch AS arch, waiting.number AS number, waiting.oldest AS oldest
      FROM (SELECT 'free' AS kind, channel_id, arch, count(*) AS number, ${oldest} AS oldest
              FROM task WHERE state = ${FREE} GROUP BY channel_id, arch
             UNION ALL
            SELECT 'assigned', NULL, NULL, count(*), ${oldest} FROM task WHERE state = ${ASSIGNED} HAVING count(*) > 0
             UNION ALL
            SELECT 'repo', NULL, NULL, count(*), ${oldest} FROM task
             WHERE state = ${OPEN} AND method = 'waitrepo' HAVING count(*) > 0) AS waiting
      LEFT JOIN channels ON waiting.channel_id = channels.id
     ORDER BY waiting.number DESC, waiting.oldest LIMIT ${MOST_GROUPS}`);
}

/* Hosts are alike for this where their arches are written alike. */
async function readHostGroups(ctx: Context): Promise<HostGroup[]> {
  const now = Date.now() / 1000;
  const alive = sql`host.ready IS TRUE AND host.update_time > ${ctx.db.dialect.moment(now - ctx.config.ReadyTimeout)}`;
  const enabled = sql`host_config.enabled IS TRUE`;
  return ctx.db.all<HostGroup>(sql`
    SELECT host_channels.channel_id AS channel_id, host_config.arches AS arches,
           sum(CASE WHEN ${enabled} THEN 1 ELSE 0 END) AS enabled,
           sum(CASE WHEN ${enabled} AND ${alive} THEN 1 ELSE 0 END) AS ready,
           sum(CASE WHEN ${enabled} AND ${alive} AND host.task_load < host_config.capacity THEN 1 ELSE 0 END) AS free
      FROM host_channels JOIN host ON host_channels.host_id = host.id
      JOIN host_config ON host_config.host_id = host.id
     WHERE ${currentAt('host_channels', null)} AND ${currentAt('host_config', null)}
     GROUP BY host_channels.channel_id, host_config.arches`);
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
     LIMIT ${Math.max(busiest, 1)}`);
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
