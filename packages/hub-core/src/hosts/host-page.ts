import sql, { join, type Sql } from 'sql-template-tag';
import { GenericError } from '@kojikit/protocol';
import { currentAt } from '../history/index.js';
import { lookupNameStrictly } from '../lookup/index.js';
import { groupBy } from '../group-by.js';
import type { NameOrId } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { archCondition, readHostsByIds } from './read-hosts.js';
import type { HostInfo } from './types.js';

/** Which hosts a page shows, and in what order. */
export interface HostPageQuery {
  readonly enabled?: boolean | null;
  readonly ready?: boolean | null;
  readonly channel?: NameOrId | null;
  readonly arch?: string | null;
  /** A name of ORDERS, `-` in front for descending. */
  readonly order: string;
  readonly offset: number;
  readonly limit: number;
}

/** What the enabled ones of some hosts do. */
export interface EnabledHosts {
  readonly hosts: number;
  readonly ready: number;
  readonly load: number;
  readonly capacity: number;
}

export interface HostOfPage extends HostInfo {
  channels: { id: number; name: string }[];
}

/** The order that people count in: `host-9` before `host-10`. */
const natural = new Intl.Collator('en', { numeric: true });

const ORDERS: Readonly<Record<string, Sql>> = {
  id: sql`host.id`,
  name: sql`host.name`,
  arches: sql`host_config.arches`,
  enabled: sql`host_config.enabled`,
  ready: sql`host.ready`,
  task_load: sql`host.task_load`,
  capacity: sql`host_config.capacity`,
  last_update: sql`host.update_time`,
  channels: sql`(SELECT MIN(channels.name) FROM host_channels JOIN channels ON channels.id = host_channels.channel_id
    WHERE host_channels.host_id = host.id AND ${currentAt('host_channels', null)})`,
};

/**
 * A page of hosts with their channels, and how many there are: three queries however many that is. Of all but those of
 * the page only what sorts them is read. Throws GenericError for an unknown order or channel.
 */
export async function readHostPage(
  ctx: Context,
  query: HostPageQuery,
): Promise<{ hosts: HostOfPage[]; total: number; enabled: EnabledHosts }> {
  const by = query.order.replace(/^-/, '');
  const key = Object.hasOwn(ORDERS, by) ? ORDERS[by] : undefined;
  if (key === undefined) throw new GenericError(`Invalid order: ${query.order}`);
  const where = await conditions(ctx, query);
  const found = await ctx.db.all<FoundHost>(sql`
    SELECT host.id, host.name, host_config.enabled, host.ready, host.task_load, host_config.capacity, ${key} AS key FROM host_config JOIN host ON host.id = host_config.host_id
     WHERE ${join(where, ' AND ')}`);
  const sorted = found.sort((a, b) => compareKeys(a.key, b.key) || natural.compare(a.name, b.name));
  if (query.order.startsWith('-')) sorted.reverse();
  const ids = sorted.slice(query.offset, query.offset + query.limit).map(({ id }) => id);
  const all = { total: found.length, enabled: enabledOf(found) };
  if (ids.length === 0) return { hosts: [], ...all };
  const hosts = new Map((await readHostsByIds(ctx, ids)).map((host) => [host.id, host]));
  const channels = groupBy(
    await ctx.db.all<{ host_id: number; id: number; name: string }>(sql`
      SELECT host_channels.host_id, channels.id, channels.name
        FROM host_channels JOIN channels ON channels.id = host_channels.channel_id
       WHERE ${currentAt('host_channels', null)} AND ${ctx.db.dialect.isIn(sql`host_channels.host_id`, ids)}
       ORDER BY channels.name`),
    (row) => row.host_id,
  );
  return {
    hosts: ids.flatMap((id) => {
      const host = hosts.get(id);
      const listens = (channels.get(id) ?? []).map((row) => ({ id: row.id, name: row.name }));
      return host === undefined ? [] : [{ ...host, channels: listens }];
    }),
    ...all,
  };
}

interface FoundHost {
  readonly id: number;
  readonly name: string;
  readonly enabled: boolean;
  readonly ready: boolean;
  readonly task_load: number;
  readonly capacity: number;
  readonly key: string | number | boolean | null;
}

function enabledOf(found: readonly FoundHost[]): EnabledHosts {
  const enabled = found.filter((host) => host.enabled);
  const sum = (member: 'task_load' | 'capacity') => enabled.reduce((total, host) => total + host[member], 0);
  return {
    hosts: enabled.length,
    ready: enabled.filter(({ ready }) => ready).length,
    load: sum('task_load'),
    capacity: sum('capacity'),
  };
}

async function conditions(ctx: Context, query: HostPageQuery): Promise<Sql[]> {
  const where = [currentAt('host_config', null)];
  if (query.enabled != null)
    where.push(query.enabled ? sql`host_config.enabled IS TRUE` : sql`host_config.enabled IS FALSE`);
  if (query.ready != null) where.push(query.ready ? sql`host.ready IS TRUE` : sql`host.ready IS FALSE`);
  if (query.arch != null) where.push(archCondition(ctx, [query.arch]));
  if (query.channel != null) {
    const { id } = await lookupNameStrictly(ctx, 'channels', query.channel);
    where.push(sql`host.id IN (
      SELECT host_id FROM host_channels WHERE channel_id = ${id} AND ${currentAt('host_channels', null)})`);
  }
  return where;
}

/* What is missing comes first, as what is least. */
function compareKeys(a: string | number | boolean | null, b: string | number | boolean | null): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  if (typeof a === 'string' && typeof b === 'string') return natural.compare(a, b);
  return Number(a) - Number(b);
}
