import { text } from '@kojikit/command-line';
import { hubCall } from '@kojikit/protocol';
import { command } from '../../command.js';
import { UsageError } from '../../errors.js';
import { requireAll } from './require-all.js';

const switchChannels = (method: 'enableChannel' | 'disableChannel') =>
  command({
    usage: '[options] <channelname> [<channelname> ...]',
    options: { comment: text('--comment', { help: 'why' }) },
    async run({ args, hub, options, print, activateSession }) {
      if (args.length === 0) throw new UsageError('At least one channel must be specified');
      await activateSession();
      const channels = await hub.batch(
        args.map((channel) => hubCall('getChannel', { channelInfo: channel, strict: false })),
      );
      requireAll('channel', args, channels, print);
      const comment = options.comment ?? null;
      await hub.batchSettled(args.map((channelname) => hubCall(method, { channelname, comment })));
    },
  });

export const enableChannel = switchChannels('enableChannel');
export const disableChannel = switchChannels('disableChannel');
