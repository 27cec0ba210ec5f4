import { command } from '../../command.js';
import { CommandError, UsageError } from '../../errors.js';
import { text } from '../../options/define-option.js';

export const disableChannel = command({
  usage: '[options] <channelname> [<channelname> ...]',
  options: { comment: text('--comment', { help: 'why' }) },
  async run({ args, hub, options, print, activateSession }) {
    if (args.length === 0) throw new UsageError('At least one channel must be specified');
    await activateSession();
    const channels = await hub.batch(
      args.map((channel) => ({ method: 'getChannel', params: [channel], keywords: { strict: false } })),
    );
    for (const [index, channel] of channels.entries()) {
      if (!channel) print(`No such channel: ${args[index]}`);
    }
    if (channels.includes(null)) throw new CommandError('No changes made. Please correct the command line.');
    const keywords = { comment: options.comment ?? null };
    await hub.batchSettled(
      args.map((channel) => ({ method: 'disableChannel', params: [channel], keywords })),
    );
  },
});
