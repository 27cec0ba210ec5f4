import { anyone, permission } from '../auth/access.js';
import { isTrue } from '../rpc/convert.js';
import { keywords, method, optional, required, type Method } from '../rpc/method.js';
import { addChannel, editChannel, setChannelEnabled } from './change-channels.js';
import { addHostToChannel, removeHostFromChannel } from './host-channels.js';
import { findChannel, getChannel, readChannels } from './read-channels.js';

export const channelMethods: Method[] = [
  method('getChannel', {
    params: [required('channelInfo'), optional('strict', false)],
    access: anyone,
    doc: 'The channel of this name or id. Without one: nil, or a fault if strict.',
    handler: async (ctx, { channelInfo, strict }) =>
      isTrue(strict) ? getChannel(ctx, channelInfo) : ((await findChannel(ctx, channelInfo)) ?? null),
  }),
  method('listChannels', {
    params: [optional('hostID'), optional('event'), optional('enabled')],
    access: anyone,
    doc: 'All channels, or those that a builder listens to, now or at an event.',
    handler: (ctx, { hostID, event, enabled }) => readChannels(ctx, { host: hostID, event, enabled }),
  }),
  method('addChannel', {
    params: [required('channel_name'), optional('description')],
    access: permission('admin'),
    doc: 'Adds a channel. Answers its id.',
    handler: (ctx, { channel_name: name, description }) => addChannel(ctx, name, description),
  }),
  method('editChannel', {
    params: [required('channelInfo'), keywords('kw')],
    access: permission('admin'),
    doc: 'Changes name, description or comment of a channel. Answers whether anything changed.',
    handler: (ctx, { channelInfo, kw }) => editChannel(ctx, channelInfo, { ...kw }),
  }),
  method('renameChannel', {
    params: [required('old'), required('new')],
    access: permission('admin'),
    doc: 'Renames a channel.',
    handler: async (ctx, { old, new: name }) => {
      await editChannel(ctx, old, { name });
      return null;
    },
  }),
  ...[true, false].map((enabled) =>
    method(enabled ? 'enableChannel' : 'disableChannel', {
      params: [required('channelname'), optional('comment')],
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
    params: [
      required('hostname'),
      required('channel_name'),
      optional('create', false),
      optional('force', false),
    ],
    access: permission('host'),
    doc: 'Makes a builder listen to a channel, which is made first if create. A disabled one needs force.',
    handler: async (ctx, { hostname, channel_name: channel, create, force }) => {
      await addHostToChannel(ctx, hostname, channel, { create: isTrue(create), force: isTrue(force) });
      return null;
    },
  }),
  method('removeHostFromChannel', {
    params: [required('hostname'), required('channel_name')],
    access: permission('host'),
    doc: 'Makes a builder stop listening to a channel.',
    handler: async (ctx, { hostname, channel_name: channel }) => {
      await removeHostFromChannel(ctx, hostname, channel);
      return null;
    },
  }),
];
