import { flag } from '@kojikit/command-line';
import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';
import { knownUser } from '../../users/user-arguments.js';

export const grantCgAccess = coreCommand({
  summary: 'Let a user import for a content generator',
  usage: '<user> <content generator>',
  options: { new: flag('--new', 'make the content generator if there is none of this name') },
  async run({ args, hub, options, activateSession }) {
    const [name = '', generator = ''] = args;
    if (args.length !== 2) {
      throw new UsageError('Please specify a user and content generator');
    }
    await activateSession();
    const user = await knownUser(hub, name);
    await hub.call('grantCGAccess', {
      user: user.name,
      cg: generator,
      ...(options.new ? { create: true } : {}),
    });
  },
});
