import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';
import { knownUser } from '../../users/user-arguments.js';

export const revokeCgAccess = coreCommand({
  summary: 'Do not let a user import for a content generator',
  usage: '<user> <content generator>',
  options: {},
  async run({ args, hub, activateSession }) {
    const [name = '', generator = ''] = args;
    if (args.length !== 2) {
      throw new UsageError('Please specify a user and content generator');
    }
    await activateSession();
    const user = await knownUser(hub, name);
    await hub.call('revokeCGAccess', { user: user.name, cg: generator });
  },
});
