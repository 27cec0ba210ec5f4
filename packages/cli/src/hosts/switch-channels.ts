import { text } from '@kojikit/command-line';
import { hubCall } from '@kojikit/protocol';
import { requireAll } from '../arguments/require-all.js';
import { coreCommand, type CoreCommand } from '../core-command.js';
import { UsageError } from '../errors.js';

/** A command that enables or disables channels: all of them, or none if one is not there. */
export function switchChannels(
  method: 'enableChannel' | 'disableChannel',
  about: { readonly summary: string },
): CoreCommand {
  return coreCommand({
    ...about,
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
}
