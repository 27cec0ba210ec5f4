import sql, { raw, type Sql } from 'sql-template-tag';
import { GenericError } from '@kojikit/protocol';
import { currentAt } from '../history/index.js';
import { lookupNameStrictly, nameOrIdCondition } from '../lookup/index.js';
import { readRows, type Listing } from '../query/listing.js';
import type { NameOrId, UserRef } from '../readers/index.js';
import type { WholeNumber } from '../rpc/convert.js';
import type { Context } from '../ground/context.js';
import { withDoubles } from '../rpc/results.js';
import { findUserStrictly } from '../users/index.js';
import type { HostInfo } from './types.js';
import { faultText } from '../rpc/fault-text.js';

export interface HostFilter {
  /** Hosts with one of these arches. */
  readonly arches?: readonly string[] | null;
  readonly channel?: NameOrId | null;
  readonly ready?: boolean | null;
  readonly enabled?: boolean | null;
  readonly user?: UserRef | null;
}

/** The hosts that there are now, by id. Throws GenericError for an unknown channel or user. */
export async function readHosts(ctx: Context, filter: HostFilter = {}): Promise<HostInfo[]> {
  const where: Sql[] = [currentAt('host_config', null)];
  if (filter.arches != null) where.push(archCondition(ctx, filter.arches));
  if (filter.channel != null) {
    const { id } = await lookupNameStrictly(ctx, 'channels', filter.channel);
    where.push(sql`host.id IN (
      SELECT host_id FROM host_channels WHERE channel_id = ${id} AND ${currentAt('host_channels', null)})`);
  }
  if (filter.ready != null) where.push(truth('host.ready', filter.ready));
  if (filter.enabled != null) where.push(truth('host_config.enabled', filter.enabled));
  if (filter.user != null) {
    where.push(sql`host.user_id = ${(await findUserStrictly(ctx, filter.user)).id}`);
  }
  return readRows<HostInfo>(ctx.db, { ...hostListing(ctx), where }, { order: 'id' });
}

/** The hosts of these ids that there are now. */
export function readHostsByIds(ctx: Context, ids: readonly number[]): Promise<HostInfo[]> {
  const where = [currentAt('host_config', null), ctx.db.dialect.isIn(sql`host.id`, ids)];
  return readRows<HostInfo>(ctx.db, { ...hostListing(ctx), where });
}

/** The host of this name, id or struct at an event, or undefined. */
export async function findHost(
  ctx: Context,
  info: NameOrId,
  event: WholeNumber | null = null,
): Promise<HostInfo | undefined> {
  const where = [currentAt('host_config', event), nameOrIdCondition('host', info)];
  const [found] = await readRows<HostInfo>(ctx.db, { ...hostListing(ctx), where });
  return found;
}

/** {@link findHost}; throws GenericError `Invalid hostInfo: <info>` when there is none. */
export async function getHost(
  ctx: Context,
  info: NameOrId,
  event: WholeNumber | null = null,
): Promise<HostInfo> {
  const host = await findHost(ctx, info, event);
  if (host === undefined) throw new GenericError(faultText`Invalid hostInfo: ${info}`);
  return host;
}

/** A host as it goes over the wire. */
export function hostResult<Host extends HostInfo>(host: Host) {
  return withDoubles(host, 'update_ts', 'task_load', 'capacity');
}

/** Every arch that some host has, in Koji's canonical names. */
export async function hostArches(ctx: Context): Promise<string[]> {
  return ctx.db.column<string>(
    sql`SELECT arches FROM host_config WHERE ${currentAt(undefined, null)} AND arches IS NOT NULL`,
  );
}

/** When the host's user last used a session: the moment as text and in seconds since 1970, or undefined. */
export function lastHostUpdate(
  ctx: Context,
  hostId: number | null,
): Promise<{ time: string; ts: number } | undefined> {
  return ctx.db.first(sql`
    SELECT sessions.update_time AS time, ${ctx.db.dialect.epoch(sql`sessions.update_time`)} AS ts
      FROM sessions JOIN host ON sessions.user_id = host.user_id
     WHERE host.id = ${hostId} AND sessions.update_time IS NOT NULL
     ORDER BY sessions.update_time DESC LIMIT 1`);
}

function hostListing(ctx: Context): Listing {
  return {
    columns: {
      id: sql`host.id`,
      user_id: sql`host.user_id`,
      name: sql`host.name`,
      update_ts: ctx.db.dialect.epoch(sql`host.update_time`),
      ready: sql`host.ready`,
      task_load: sql`host.task_load`,
      arches: sql`host_config.arches`,
      capacity: sql`host_config.capacity`,
      description: sql`host_config.description`,
      comment: sql`host_config.comment`,
      enabled: sql`host_config.enabled`,
    },
    from: sql`host_config JOIN host ON host.id = host_config.host_id`,
  };
}

/** The condition for hosts with one of these arches: whole words, so that ppc does not find ppc64. */
export function archCondition(ctx: Context, arches: readonly string[]): Sql {
  return ctx.db.dialect.matches(sql`host_config.arches`, `\\y(${arches.join('|')})\\y`);
}

function truth(column: string, wanted: boolean): Sql {
  return raw(`${column} IS ${wanted ? 'TRUE' : 'FALSE'}`);
}
