import sql, { type Sql } from 'sql-template-tag';
import { GenericError } from '@kojikit/protocol';
import { currentAt } from '../history/index.js';
import { nameOrIdCondition } from '../lookup/index.js';
import { readRows, type Listing } from '../query/listing.js';
import type { NameOrId } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { getHost } from './read-hosts.js';
import type { HostEvent } from './readers/channel-filter.js';
import type { ChannelInfo } from './types.js';

const channelListing: Listing = {
  columns: {
    id: sql`channels.id`,
    name: sql`channels.name`,
    description: sql`channels.description`,
    enabled: sql`channels.enabled`,
    comment: sql`channels.comment`,
  },
  from: sql`channels`,
};

/** The channel of this name, id or struct, or undefined. */
export async function findChannel(ctx: Context, info: NameOrId): Promise<ChannelInfo | undefined> {
  const where = [nameOrIdCondition('channels', info)];
  const [found] = await readRows<ChannelInfo>(ctx.db, { ...channelListing, where });
  return found;
}

/** {@link findChannel}; throws GenericError `query returned no rows` when there is none, as Koji does. */
export async function getChannel(ctx: Context, info: NameOrId): Promise<ChannelInfo> {
  const channel = await findChannel(ctx, info);
  if (channel === undefined) throw new GenericError('query returned no rows');
  return channel;
}

export interface ChannelFilter {
  /** Name or id of a host: only its channels. Null finds none. */
  readonly host?: string | number | null;
  /** Needs a host: channels themselves have no history. */
  readonly event?: HostEvent | null;
  readonly enabled?: boolean | null;
}

/** Channels, all or those of one host. Throws GenericError for an unknown host name and an event without a host. */
export async function readChannels(ctx: Context, filter: ChannelFilter = {}): Promise<ChannelInfo[]> {
  const where: Sql[] = [];
  let from = channelListing.from;
  const { host, event } = filter;
  if (host !== undefined) {
    const hostId = typeof host === 'string' ? (await getHost(ctx, host)).id : host;
    from = sql`host_channels JOIN channels ON channels.id = host_channels.channel_id`;
    where.push(currentAt('host_channels', event?.id()), sql`host_channels.host_id = ${hostId}`);
  } else if (event?.counts) {
    throw new GenericError('list_channels with event and not host is not allowed.');
  }
  if (filter.enabled != null) {
    where.push(filter.enabled ? sql`channels.enabled IS TRUE` : sql`channels.enabled IS FALSE`);
  }
  return readRows<ChannelInfo>(ctx.db, { ...channelListing, from, where }, { order: 'id' });
}
