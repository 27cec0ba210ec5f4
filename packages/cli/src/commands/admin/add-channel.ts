import { text } from '@kojikit/command-line';
import { isFault } from '@kojikit/protocol';
import { coreCommand } from '../../core-command.js';
import { CommandError, UsageError } from '../../errors.js';
import { hubVersion } from '../../session/hub-version.js';

export const addChannel = coreCommand({
  summary: 'Make a channel',
  usage: '[options] <channel_name>',
  options: { description: text('--description', { help: 'what the channel is for' }) },
  async run({ args, hub, options, print, activateSession }) {
    if (args.length !== 1) throw new UsageError('Please specify one channel name');
    await activateSession();
    const [name = ''] = args;
    let id: number;
    try {
      id = await hub.call('addChannel', { channel_name: name, description: options.description ?? null });
    } catch (error) {
      if (!isFault(error, 'GenericError')) throw error;
      if (error.message.includes(`channel ${name} already exists`)) {
        throw new CommandError(`channel ${name} already exists`);
      }
      if (!error.message.includes('Invalid method:')) throw new CommandError(error.message);
      throw new CommandError(
        `addChannel is available on hub from Koji 1.26 version, your version is ${await hubVersion(hub)}`,
      );
    }
    print(`${name} added: id ${id}`);
  },
});
