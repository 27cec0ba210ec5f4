import sql from 'sql-template-tag';
import { TASK_STATES } from '@kojikit/protocol';
import { currentAt } from '../history/index.js';
import type { Context } from '../ground/context.js';
import { MOST_FREE_TASKS, schedulableHost, type HostRow } from './read-situation.js';
import { holds, type Refusals } from './refusals.js';
import type { ActiveTask, FreeTask, SchedulableHost } from './types.js';
import { limitTo } from '../query/limit-to.js';

/* What the scheduler decides on, as those need it who explain its decisions: in two queries, whatever is explained. */

/** The tasks that wait for a host and those that hosts have, with the refusals that hold. */
export interface Queue {
  /** In the order in which they are served, as many as one run looks at. */
  readonly freeTasks: readonly FreeTask[];
  readonly activeTasks: readonly ActiveTask[];
  readonly refusals: Refusals;
}

interface QueueRow {
  readonly id: number;
  readonly state: number;
  readonly channel_id: number;
  readonly arch: string;
  readonly weight: number;
  readonly host_id: number | null;
  readonly waiting: boolean | null;
  readonly refused_by: number | null;
  readonly soft: boolean;
  readonly msg: string | null;
  readonly ts: number;
}

/**
 * The queue as it is.
 * @param waiting ids of the free tasks that are explained, whose refusals are told also where a run would not reach them.
 * @param now seconds since 1970.
 */
export async function readQueue(ctx: Context, waiting: readonly number[], now: number): Promise<Queue> {
  const { FREE, ASSIGNED, OPEN } = TASK_STATES;
  const { isIn, epoch } = ctx.db.dialect;
  const columns = sql`id, state, channel_id, arch, weight, host_id, waiting, priority, create_time`;
  const rows = await ctx.db.all<QueueRow>(sql`
    SELECT queued.id, queued.state, queued.channel_id, queued.arch, queued.weight, queued.host_id, queued.waiting,
           refusal.host_id AS refused_by, refusal.soft, refusal.msg, ${epoch(sql`refusal.time`)} AS ts
      FROM (SELECT ${columns} FROM (
              SELECT ${columns} FROM task WHERE state = ${FREE}
               ORDER BY priority, create_time, id ${limitTo(MOST_FREE_TASKS)}) AS first
             UNION
            SELECT ${columns} FROM task WHERE ${isIn(sql`id`, waiting)}
             UNION
            SELECT ${columns} FROM task WHERE state IN (${ASSIGNED}, ${OPEN}) AND host_id IS NOT NULL) AS queued
      LEFT JOIN scheduler_task_refusals AS refusal ON refusal.task_id = queued.id
     ORDER BY queued.priority, queued.create_time, queued.id, refusal.id`);
  const tasks = [...new Map(rows.map((row) => [row.id, row])).values()];
  return {
    freeTasks: tasks
      .filter(({ state }) => state === FREE)
      .slice(0, MOST_FREE_TASKS)
      .map(({ id, channel_id: channelId, arch, weight }) => ({ id, channelId, arch, weight })),
    activeTasks: tasks.flatMap(({ id, state, host_id: hostId, waiting: waits, weight }) =>
      hostId === null ? [] : [{ id, state, hostId, waiting: waits === true, weight }],
    ),
    refusals: refusalsOf(ctx, rows, now),
  };
}

function refusalsOf(ctx: Context, rows: readonly QueueRow[], now: number): Refusals {
  const refusals = new Map<number, Map<number, string>>();
  for (const { id, refused_by: host, soft, ts, msg } of rows) {
    if (host === null || !holds(ctx, { soft, ts }, now)) continue;
    refusals.set(id, (refusals.get(id) ?? new Map<number, string>()).set(host, msg ?? ''));
  }
  return refusals;
}

/** A channel and who listens to it. */
export interface ChannelHosts {
  readonly id: number;
  readonly name: string;
  readonly enabled: boolean;
  readonly disabledHosts: readonly Pick<SchedulableHost, 'id' | 'name' | 'arches'>[];
}

/** Every channel by its id, and the enabled hosts of them all. */
export interface Listeners {
  readonly channels: ReadonlyMap<number, ChannelHosts>;
  readonly hosts: readonly SchedulableHost[];
}

interface ListenerRow extends Omit<HostRow, 'id'> {
  readonly channel_id: number;
  readonly channel_name: string;
  readonly channel_enabled: boolean;
  /** Nil with all that follows for a channel without hosts. */
  readonly id: number | null;
  readonly host_enabled: boolean;
}

/** Who listens to which channel. A host without a channel is nobody's: no task waits for it. */
export async function readListeners(ctx: Context): Promise<Listeners> {
  const rows = await ctx.db.all<ListenerRow>(sql`
    SELECT channels.id AS channel_id, channels.name AS channel_name, channels.enabled AS channel_enabled,
           listening.id, listening.name, ${ctx.db.dialect.epoch(sql`listening.update_time`)} AS updated,
           listening.ready, listening.arches, listening.capacity, listening.enabled AS host_enabled,
           scheduler_host_data.data AS data
      FROM channels
      LEFT JOIN (SELECT host_channels.channel_id, host.id, host.name, host.update_time, host.ready,
                        host_config.arches, host_config.capacity, host_config.enabled
                   FROM host_channels JOIN host ON host.id = host_channels.host_id
                   JOIN host_config ON host_config.host_id = host.id
                  WHERE ${currentAt('host_channels', null)} AND ${currentAt('host_config', null)}) AS listening
        ON listening.channel_id = channels.id
      LEFT JOIN scheduler_host_data ON scheduler_host_data.host_id = listening.id
     ORDER BY listening.id, channels.id`);
  const channels = new Map<
    number,
    ChannelHosts & { disabledHosts: ChannelHosts['disabledHosts'][number][] }
  >();
  const hosts = new Map<number, SchedulableHost & { channels: number[] }>();
  for (const { channel_id: channelId, channel_name: name, channel_enabled: enabled, ...row } of rows) {
    const channel = channels.get(channelId) ?? { id: channelId, name, enabled, disabledHosts: [] };
    channels.set(channelId, channel);
    if (row.id === null) continue;
    const host = hosts.get(row.id) ?? { ...schedulableHost({ ...row, id: row.id }), channels: [] };
    if (!row.host_enabled) channel.disabledHosts.push(host);
    else hosts.set(row.id, host);
    if (enabled) host.channels.push(channelId);
  }
  return { channels, hosts: [...hosts.values()] };
}
