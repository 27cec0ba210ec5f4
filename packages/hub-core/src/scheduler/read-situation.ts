import sql from 'sql-template-tag';
import { TASK_STATES } from '@kojikit/protocol';
import { currentAt } from '../history/index.js';
import type { Context } from '../ground/context.js';
import { inState } from '../query/in-states.js';
import type { ActiveRun } from './plan-timeouts.js';
import type { ActiveTask, FreeTask, SchedulableHost } from './types.js';
import { limitTo } from '../query/limit-to.js';

/** Most free tasks that one run looks at, best first. */
export const MOST_FREE_TASKS = 1000;

/** What is stored of a host. */
export interface HostRow {
  readonly id: number;
  readonly name: string;
  readonly updated: number | null;
  readonly ready: boolean;
  readonly arches: string | null;
  readonly capacity: number;
  readonly data: { readonly maxjobs?: unknown } | null;
}

/** A host as the scheduler sees it, but for its channels. */
export function schedulableHost({ arches, data, ...row }: HostRow): Omit<SchedulableHost, 'channels'> {
  const { id, name, updated, ready, capacity } = row;
  return {
    id,
    name,
    updated,
    ready,
    arches: (arches ?? '').split(/\s+/).filter(Boolean),
    capacity,
    maxJobs: typeof data?.maxjobs === 'number' && data.maxjobs !== 0 ? data.maxjobs : undefined,
  };
}

/** The enabled hosts with their enabled channels, by id. */
export async function readSchedulableHosts(ctx: Context): Promise<SchedulableHost[]> {
  const rows = await ctx.db.all<HostRow>(sql`
    SELECT host.id AS id, host.name AS name, ${ctx.db.dialect.epoch(sql`host.update_time`)} AS updated,
           host.ready AS ready, host_config.arches AS arches, host_config.capacity AS capacity,
           scheduler_host_data.data AS data
      FROM host JOIN host_config ON host.id = host_config.host_id
      LEFT JOIN scheduler_host_data ON host.id = scheduler_host_data.host_id
     WHERE host_config.enabled IS TRUE AND ${currentAt('host_config', null)}
     ORDER BY host.id`);
  const channels = await readHostChannels(ctx);
  return rows.map((row) => ({ ...schedulableHost(row), channels: channels.get(row.id) ?? [] }));
}

async function readHostChannels(ctx: Context): Promise<Map<number, number[]>> {
  const rows = await ctx.db.all<{ host_id: number; channel_id: number }>(sql`
    SELECT host_channels.host_id AS host_id, host_channels.channel_id AS channel_id
      FROM host_channels JOIN channels ON host_channels.channel_id = channels.id
     WHERE ${currentAt('host_channels', null)} AND channels.enabled IS TRUE`);
  const channels = new Map<number, number[]>();
  for (const { host_id: host, channel_id: channel } of rows) {
    channels.set(host, [...(channels.get(host) ?? []), channel]);
  }
  return channels;
}

/** The tasks that wait for a host: lowest priority number first, then oldest. */
export function readFreeTasks(ctx: Context): Promise<FreeTask[]> {
  return ctx.db.all<FreeTask>(sql`
    SELECT id, channel_id AS "channelId", arch, weight FROM task
     WHERE ${inState(TASK_STATES.FREE)}
     ORDER BY priority, create_time, id ${limitTo(MOST_FREE_TASKS)}`);
}

/** The tasks that hosts have. */
export async function readActiveTasks(ctx: Context): Promise<ActiveTask[]> {
  const rows = await ctx.db.all<{
    id: number;
    state: number;
    host_id: number;
    waiting: boolean | null;
    weight: number;
  }>(sql`
    SELECT id, state, host_id, waiting, weight FROM task
     WHERE ${inState(TASK_STATES.ASSIGNED, TASK_STATES.OPEN)} AND host_id IS NOT NULL ORDER BY id`);
  return rows.map(({ id, state, host_id: hostId, waiting, weight }) => ({
    id,
    state,
    hostId,
    waiting: waiting === true,
    weight,
  }));
}

/** The runs that have not ended, or were not noted as ended yet. */
export function readActiveRuns(ctx: Context): Promise<ActiveRun[]> {
  return ctx.db.all<ActiveRun>(sql`
    SELECT id, task_id AS "taskId", ${ctx.db.dialect.epoch(sql`create_time`)} AS created
      FROM scheduler_task_runs WHERE active IS TRUE`);
}
