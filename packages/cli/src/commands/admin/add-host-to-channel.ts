import { flag } from '@kojikit/command-line';
import { coreCommand } from '../../core-command.js';
import { CommandError, UsageError } from '../../errors.js';

export const addHostToChannel = coreCommand({
  summary: 'Put a host into a channel',
  usage: '[options] <hostname> <channel>',
  options: {
    list: flag('--list'),
    new: flag('--new', 'make the channel if there is none of this name'),
    force: flag('--force', 'add the host even if the channel is disabled'),
  },
  async run({ args, hub, options, print, activateSession }) {
    if (!options.list && args.length !== 2) throw new UsageError('Please specify a hostname and a channel');
    await activateSession();
    if (options.list) {
      for (const { name } of await hub.call('listChannels')) print(name);
      return;
    }
    const [host = '', channel = ''] = args;
    if (!options.new && !(await hub.call('getChannel', { channelInfo: channel }))) {
      throw new CommandError(`No such channel: ${channel}`);
    }
    if (!(await hub.call('getHost', { hostInfo: host }))) throw new CommandError(`No such host: ${host}`);
    await hub.call('addHostToChannel', {
      hostname: host,
      channel_name: channel,
      create: options.new || undefined,
      force: options.force || undefined,
    });
  },
});
