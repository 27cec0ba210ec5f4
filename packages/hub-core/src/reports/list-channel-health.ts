import sql from 'sql-template-tag';
import type { ChannelHealth } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import { currentAt } from '../history/index.js';
import { withDoubles } from '../rpc/results.js';
import { withArch } from './with-arch.js';

/** The channels with how many hosts they have and what these have to do. @param arch hosts with it alone; null: all. */
export async function listChannelHealth(ctx: Context, arch: string | null) {
  const rows = await ctx.db.all<ChannelHealth & { capacity: number; load: number }>(sql`
    SELECT channels.id AS id, channels.name AS name, channels.enabled AS enabled,
           coalesce(sum(CASE WHEN member.enabled THEN 1 ELSE 0 END), 0) AS hosts_enabled,
           coalesce(sum(CASE WHEN NOT member.enabled THEN 1 ELSE 0 END), 0) AS hosts_disabled,
           coalesce(sum(CASE WHEN member.enabled AND member.ready THEN 1 ELSE 0 END), 0) AS hosts_ready,
           coalesce(sum(CASE WHEN member.enabled THEN member.capacity END), 0) AS capacity,
           coalesce(sum(CASE WHEN member.enabled THEN member.task_load END), 0) AS load
      FROM channels
      LEFT JOIN (SELECT host_channels.channel_id AS channel_id, host_config.enabled AS enabled, host.ready AS ready,
                        host_config.capacity AS capacity, host.task_load AS task_load
                   FROM host_channels JOIN host ON host_channels.host_id = host.id
                   JOIN host_config ON host_config.host_id = host.id
                  WHERE ${currentAt('host_channels', null)} AND ${currentAt('host_config', null)}
                    AND ${withArch(ctx.db.dialect, arch === null ? null : [arch])}) AS member
        ON channels.id = member.channel_id
     GROUP BY channels.id, channels.name, channels.enabled ORDER BY channels.name`);
  return rows.map((row) => withDoubles(row, 'capacity', 'load'));
}
