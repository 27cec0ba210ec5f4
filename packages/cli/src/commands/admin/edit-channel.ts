import { text } from '@kojikit/command-line';
import { isFault } from '@kojikit/protocol';
import { coreCommand } from '../../core-command.js';
import { CommandError, UsageError } from '../../errors.js';
import { hubVersion } from '../../session/hub-version.js';

export const editChannel = coreCommand({
  summary: 'Change a channel',
  usage: '[options] <old-name>',
  options: {
    name: text('--name', { help: 'new name' }),
    description: text('--description', { help: 'what the channel is for' }),
    comment: text('--comment', { help: 'a remark' }),
  },
  async run({ args, hub, options, warn, activateSession }) {
    if (args.length !== 1) throw new UsageError('Incorrect number of arguments');
    await activateSession();
    const [name = ''] = args;
    if (!(await hub.call('getChannel', { channelInfo: name })))
      throw new CommandError(`No such channel: ${name}`);
    const values = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
    let changed: unknown;
    try {
      changed = await hub.call('editChannel', { channelInfo: name, ...values });
    } catch (error) {
      if (!isFault(error, 'GenericError')) throw error;
      if (error.message.includes('Invalid method:')) {
        throw new CommandError(
          `editChannel is available on hub from Koji 1.26 version, your version is ${await hubVersion(hub)}`,
        );
      }
      warn(error.message);
    }
    if (!changed) throw new CommandError('No changes made, please correct the command line');
  },
});
