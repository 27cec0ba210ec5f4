import { anyone, permission } from '../auth/access.js';
import { checkedText, flag, name, nameOrId, storedText, truth } from '../readers/index.js';
import { method, type Method } from '../rpc/method.js';
import { keywords, optional } from '../rpc/reader.js';
import { addChannel, editChannel, setChannelEnabled } from './change-channels.js';
import { addHostToChannel, removeHostFromChannel } from './host-channels.js';
import { channelChanges, newChannelName } from './readers/channel-changes.js';
import { hostEvent, hostOfChannels } from './readers/channel-filter.js';
import { findChannel, getChannel, readChannels } from './read-channels.js';

export const channelMethods: Method[] = [
  method('getChannel', {
    params: { channelInfo: nameOrId, strict: flag(false) },
    access: anyone,
    doc: 'The channel of this name or id. Without one: nil, or a fault if strict.',
    looksUp: true,
    keepable: true,
    handler: async (ctx, { channelInfo, strict }) =>
      strict ? getChannel(ctx, channelInfo) : ((await findChannel(ctx, channelInfo)) ?? null),
  }),
  method('listChannels', {
    params: {
      hostID: optional(hostOfChannels, null),
      event: optional(hostEvent),
      enabled: optional(truth),
    },
    access: anyone,
    doc: 'All channels, or those that a builder listens to, now or at an event.',
    keepable: true,
    looksUp: true,
    handler: (ctx, { hostID, event, enabled }) => readChannels(ctx, { host: hostID, event, enabled }),
  }),
  method('addChannel', {
    params: { channel_name: name, description: optional(storedText('channels', 'description')) },
    access: permission('admin'),
    doc: 'Adds a channel. Returns its id.',
    handler: (ctx, { channel_name: channel, description }) => addChannel(ctx, channel, description),
  }),
  method('editChannel', {
    params: { channelInfo: nameOrId, kw: keywords(channelChanges) },
    access: permission('admin'),
    doc: 'Changes name, description or comment of a channel. Returns whether anything changed.',
    handler: (ctx, { channelInfo, kw }) => editChannel(ctx, channelInfo, kw),
  }),
  method('renameChannel', {
    params: { old: nameOrId, new: newChannelName },
    access: permission('admin'),
    doc: 'Renames a channel.',
    handler: async (ctx, { old, new: wanted }) => {
      await editChannel(ctx, old, { name: wanted });
      return null;
    },
  }),
  ...[true, false].map((enabled) =>
    method(enabled ? 'enableChannel' : 'disableChannel', {
      params: { channelname: nameOrId, comment: optional(checkedText) },
      access: permission('host'),
      doc: enabled
        ? 'Lets the tasks of a channel have builders. A comment replaces the one that is there.'
        : 'Refuses new tasks for a channel and gives those in it no builder. A comment replaces the one that is there.',
      handler: async (ctx, { channelname, comment }) => {
        await setChannelEnabled(ctx, channelname, enabled, comment);
        return null;
      },
    }),
  ),
  method('addHostToChannel', {
    params: {
      hostname: nameOrId,
      channel_name: nameOrId,
      create: flag(false),
      force: flag(false),
    },
    access: permission('host'),
    doc: 'Makes a builder listen to a channel, which is made first if create. A disabled one needs force.',
    handler: async (ctx, { hostname, channel_name: channel, create, force }) => {
      await addHostToChannel(ctx, hostname, channel, { create, force });
      return null;
    },
  }),
  method('removeHostFromChannel', {
    params: { hostname: nameOrId, channel_name: nameOrId },
    access: permission('host'),
    doc: 'Makes a builder stop listening to a channel.',
    handler: async (ctx, { hostname, channel_name: channel }) => {
      await removeHostFromChannel(ctx, hostname, channel);
      return null;
    },
  }),
];
