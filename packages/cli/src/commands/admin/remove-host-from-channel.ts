import { coreCommand } from '../../core-command.js';
import { CommandError, UsageError } from '../../errors.js';

export const removeHostFromChannel = coreCommand({
  summary: 'Take a host out of a channel',
  usage: '<hostname> <channel>',
  options: {},
  async run({ args, hub, activateSession }) {
    if (args.length !== 2) throw new UsageError('Please specify a hostname and a channel');
    const [host = '', channel = ''] = args;
    await activateSession();
    const info = await hub.call('getHost', { hostInfo: host });
    if (!info) throw new CommandError(`No such host: ${host}`);
    const channels = await hub.call('listChannels', { hostID: info.id });
    if (!channels.some(({ name }) => name === channel)) {
      throw new CommandError(`Host ${host} is not a member of channel ${channel}`);
    }
    await hub.call('removeHostFromChannel', { hostname: host, channel_name: channel });
  },
});
