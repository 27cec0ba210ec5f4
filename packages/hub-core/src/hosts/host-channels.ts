import sql from 'sql-template-tag';
import { GenericError } from '@kojikit/protocol';
import { verifyNameInternal } from '../config/index.js';
import { currentAt, insertVersioned, revoke } from '../history/index.js';
import { lookupName, lookupOrCreateName, type Named } from '../lookup/index.js';
import type { NameOrId } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { getChannel } from './read-channels.js';
import { findHost } from './read-hosts.js';
import { wakeScheduler } from './wake-scheduler.js';
import { faultText } from '../rpc/fault-text.js';

export interface SubscribeOptions {
  /** Make the channel when there is none of this name. */
  readonly create: boolean;
  /** Also when the channel is disabled. */
  readonly force: boolean;
}

/** Makes a host listen to a channel. Checks no permission. Throws GenericError with Koji's texts. */
export async function addHostToChannel(
  ctx: Context,
  hostInfo: NameOrId,
  channelInfo: NameOrId,
  { create, force }: SubscribeOptions,
): Promise<void> {
  const hostId = await existingHost(ctx, hostInfo);
  if (create) verifyNameInternal(ctx.config, channelInfo);
  const channel = create
    ? await lookupOrCreateName(ctx, 'channels', channelInfo)
    : await existingChannel(ctx, channelInfo);
  if (!force && !(await getChannel(ctx, channel.id)).enabled) {
    throw new GenericError(faultText`channel ${channelInfo} is disabled`);
  }
  if (await listens(ctx, hostId, channel.id)) {
    throw new GenericError(faultText`host ${hostInfo} is already subscribed to the ${channelInfo} channel`);
  }
  await insertVersioned(ctx, 'host_channels', { host_id: hostId, channel_id: channel.id });
  wakeScheduler(ctx, hostId);
}

/** Makes a host stop listening to a channel. Checks no permission. Throws GenericError with Koji's texts. */
export async function removeHostFromChannel(
  ctx: Context,
  hostInfo: NameOrId,
  channelInfo: NameOrId,
): Promise<void> {
  const hostId = await existingHost(ctx, hostInfo);
  const channel = await existingChannel(ctx, channelInfo);
  if (!(await listens(ctx, hostId, channel.id))) {
    throw new GenericError(faultText`host ${hostInfo} is not subscribed to the ${channelInfo} channel`);
  }
  await revoke(ctx, 'host_channels', sql`host_id = ${hostId} AND channel_id = ${channel.id}`);
}

async function existingHost(ctx: Context, info: NameOrId): Promise<number> {
  const host = await findHost(ctx, info);
  if (host === undefined) throw new GenericError(faultText`host does not exist: ${info}`);
  return host.id;
}

async function existingChannel(ctx: Context, info: NameOrId): Promise<Named> {
  const channel = await lookupName(ctx, 'channels', info);
  if (channel === undefined) throw new GenericError(faultText`channel does not exist: ${info}`);
  return channel;
}

async function listens(ctx: Context, hostId: number, channelId: number): Promise<boolean> {
  const found = await ctx.db.value(sql`SELECT 1 FROM host_channels
    WHERE host_id = ${hostId} AND channel_id = ${channelId} AND ${currentAt(undefined, null)}`);
  return found !== undefined;
}
